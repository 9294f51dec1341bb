/**
 * Answers to a post about one thing: 把我也算进去, 派我去, 我帮着买吧, 跟着报一个. The post says what is taken on, so one piece of the
 * line has to promise, and no piece may take it back. Pure.
 */
import type { LastPost, Situation } from '../../chat/context.ts';
import type { Meaning } from '../../chat/meaning.ts';
import { frame } from '../frame.ts';
import type { Line } from '../line.ts';
import { looksLikeName } from '../person.ts';
import { freshPost } from '../which.ts';
import { fromPost } from './claim-short.ts';

const own = {
  i: '(?:我屋[头里]|我们屋|我们家|咱们家|俺们家|我家|我们|咱们|俺们|我这边|我自己|我本人|本人|阿拉|我|俺|咱|吾|偶|伲)',
  /** Agreement and address before; what is meant by 这个 is the post. */
  open: '{lead}(?:这个|这次|这回|这活动?|这种|那个|那场|那|必须|一定|肯定|坚决|果断|火速|跟着|跟上|紧跟|第一个|头一个|抢先|积极|踊跃|也|就|都|再|先|来|前来|Ⓝ){0,4}',
  small: '(?:也|都|再|先|就|一起|一块儿?|一并|顺便){0,3}',
  one: '(?:上|进去|进来|里面?|去|来|个|一个|一下|下|一位|一名|一份|一笔|到?名单里?|Ⓒ|Ⓐ|俩|仨){0,3}(?:位置?|位子|名额|名字?|座位?|坑)?',
  kin: '(?:老公|老婆|老伴|爱人|媳妇|对象|男朋友|女朋友|儿子|女儿|闺女|孩子|娃|老?妈|老?爸|婆婆|公公|弟弟?|妹妹?|哥哥?|姐姐?|同事|朋友|邻居|闺蜜|室友|同学)',
  who: '(?:他|她|老人家?|老太太|老爷子|大爷|大妈|大娘|阿姨|奶奶|爷爷|叔叔|[小老][\\u4e00-\\u9fff]|[\\u4e00-\\u9fff](?:奶奶|爷爷|大爷|大妈|阿姨|姐|哥|叔|姨)|Ⓗ)',
  /** When and how one comes. */
  how: '(?:Ⓣ|等|待|一?会儿?|等会儿?|下午|晚上|明天|下(?:了)?班|吃完饭|(?:早|午|晚)?饭后|忙完|回头|顺路|顺便|开车|骑车|带(?:上|着)?(?:工具|梯子|车|家伙)|也|就|都|可以|能|愿意|要|想|再|马上|立刻|这就|现在|直接|亲自|一起|一块儿?|和{kin}|跟{kin}|过去|上门|上去|下去|上楼|下楼|去|来){0,6}',
  deed: '(?:帮忙?|送|陪|取|拿|买|修|换|搬|抬|扛|教|弄|通|接|带|扶|背|照顾|照看|喂|遛|打扫|收拾|处理|解决|跑腿|跑|量|剪|擦|洗|捎|代|辅导|看护|做|(?:过去|上去|下去|去|来)(?:看看?|瞅瞅?|瞧瞧?|看一?眼|瞅一?眼)|搭(?:把|个)?手|帮(?:个|这个)?忙)',
};

/** Promises under any post that looks for people. */
const counted: readonly RegExp[] = [
  '{open}(?:请|麻烦|帮忙)?把(?:{i}|{kin}|我{kin})(?:的?名字?)?{small}(?:算|加|写|记|报|带|登记|列|添|排|拉){one}{soft}{nod}',
  '{open}(?:侬|能不能|能|可以|可否|请|麻烦)?(?:给|帮|替){i}{small}(?:⊕|留|报|加|记|写|登记?|占|添|排|算|安排)(?!微信|好友|油){one}{soft}{nod}吗?',
  '{open}(?:算|加|带|添|留|写|记|报)(?:上|个|一个)?{i}{one}{soft}{nod}',
  '{open}(?:选|派|让|叫|换){i}(?:去|来|上|替|顶|做|干|试试){1,2}{soft}{nod}',
  '{open}(?:{i}{small})?(?:报名|报个?一?个|报个名|报上名?|参加|认领|加入|参与){one}{soft}{nod}',
  '{open}(?:Ⓗ|{i}Ⓗ|{i})(?:Ⓒ|⊕|报名|报一个|参加){1,2}{soft}',
  '{open}(?:{i}(?:和|跟|带|加)?)?(?:我?{kin}|宿舍|部门|单位|科室|小组|班组|Ⓗ)?(?:一共|总共|共|两个|俩|仨)?(?:出|来|去)?(?:Ⓒ人?|俩人?|仨人?|[两三四]个)(?:报名|报|[都全]?参加|[都全]?去|[都全]?来){1,2}{soft}',
  '{open}{i}?{small}(?:整|安排)(?:一个|上|起)(?:吧|呗|哈|嘛)?',
  '{open}(?:留|占|加|报|要)(?:一?个)?(?:名额|位置?|位子|座位?)(?:给{i}|{i}的)?{soft}',
  '{open}{i}(?:这边|家|们)?(?:这边|宿舍|寝室|单位|楼|班|科室|办公室)?{small}(?:出|来|去|有|是)?(?:Ⓒ人?|俩人?|仨人?|[两三四五]个人?|Ⓐ){soft}',
  '{open}(?:来|去|报|要|占|加|留)(?:上)?(?:Ⓒ人?|俩|仨|[两三四五]个|Ⓐ){soft}',
  '{open}安排(?:上|起)?{soft}',
  '{open}{i}{small}(?:可以|没问题|行|能|中|OK|ok)(?:的|哒|滴)(?:呀|啊|哈)?',
  '{open}(?:有|留){i}(?:一个|一份)(?:吧|啊|哈)?',
  '{open}(?:给|帮|替)(?:我)?(?:家)?(?:的)?(?:{kin}|[小老][\\u4e00-\\u9fff]|[\\u4e00-\\u9fff][姐哥叔姨])(?:也|再)?(?:报|留|占|记|加|登记){one}{soft}',
  '{open}(?:该|终于|总算)?(?:轮到|轮着){i}{soft}',
  '{open}{i}(?:和|跟|同|与|带)(?:上|着)?(?:我?{kin}|[小老][\\u4e00-\\u9fff]|[\\u4e00-\\u9fff][姐哥叔姨]|Ⓗ)(?:一起|一块儿?|一道|俩|两个){0,2}(?:去|来|报名?|参加)?{soft}',
  '{open}{i}{small}(?:要|占|来|抢)(?:一个|个位置?|一个名额|个名额|一位)?{soft}',
  '{open}{i}(?:吧|呗|来吧|去吧|上吧|顶上)',
  '{lead}(?:还是|那就|就|那|还得是|又是){i}(?:吧|呗|来吧|去吧|上吧|顶上)?',
  '{open}{i}{small}(?:可以|能|愿意|想|要|准备)?(?:出份?力|尽份?力|搭把手|搭个手|跑一趟|走一趟|到场|凑个(?:数|人头|热闹))',
].map((source) => frame(source, own));
/** The same where somebody needs help: what one does there. */
const helping: readonly RegExp[] = [
  '{open}{how}{i}{how}{deed}(?:着|个|一?下|一把|一趟|点)?{who}?(?:去|来|过去|过来|回来|上去|下去|下楼|上楼|到|弄|修|换|取|拿|买|搬|抬|送){0,3}(?:吧|呗|啊|呀|哈|哦|好了|就行|就是了){0,2}{nod}',
  '{open}{who}?(?:这事儿?|这活儿?|这个忙|这忙|这单|这|它)?(?:算{i}的|包在?{i}身上|看{i}的|{i}帮了|归{i}|{i}(?:负责|承包|搞定|接单|揽了|拿下)){soft}',
  '{open}[\\u4e00-\\u9fff]{1,4}(?:的事儿?)?{i}(?:去|来|帮着?|帮忙|负责|给){1,2}{deed}(?:一?下|一趟|点|他|她|去|上|回来)?(?:吧|呗|啊|哈)?',
  '{open}(?:这个|这单|这活儿?|这事儿?|它|那就)?(?:交|归|包|给)(?:给)?{i}(?:吧|了|呗|哈)?',
  '{lead}(?:{i})?(?:家就|就|住)?(?:在)?[\\u4e00-\\u9fff]{0,3}(?:马上|这就|立刻|立马|现在|一会儿?|等会儿?|Ⓓ)(?:就)?(?:到|过去|过来|来|上去|下去|上楼|下楼|去|出发|动身)(?:一趟|看看)?{soft}',
  '{open}(?:接单|接了|揽了|我揽|抢单)了?{soft}',
  '{lead}{i}(?:就)?(?:去|来|上)(?:嘛|吧|咯|呗)',
  '{open}{i}?{how}(?:带|拿|扛|背)(?:着|上|个|把)?[\\u4e00-\\u9fff]{1,4}(?:过去|上去|下去|上门|去|来)(?:一趟|看看|帮忙|吧|哈|啊)?',
  '{open}{i}(?:给|帮|替)(?:她|他|您|老人家?)?(?:买|送|取|拿|带|做|修|弄)[\\u4e00-\\u9fff]{0,2}(?:送|拿|带)?(?:去|过去|上去|来|好)?(?:吧|呗|啊)?',
  '{lead}{how}(?:给|帮|替)(?:她|他|您|老人家?|{who}){deed}(?:一?下|好|一趟|点)(?:吧|哈|啊)?',
  '{open}(?:等|待){i}{how}(?:去|过去|来)(?:一趟|看看|弄|修|帮忙?)?{soft}',
  '{lead}(?:放|搁|留)着(?:让|等)?{i}(?:来|去|弄|搬|修)?{soft}',
  '{lead}(?:Ⓣ|马上|这就|现在|立刻|一会儿?|等下|等会儿?|回头|下班|(?:早|午|晚)?饭后)(?:{i})?(?:给(?:她|他|您|老人家?))?(?:推|送|拿|带|搬|抬)(?:过去|下去|上去|去|来)(?:吧|啊|哈)?',
  '{how}(?:让|叫|喊)(?:她|他|我?{kin}|我家(?:那口子|老头子?|老太太|小子|丫头|{kin}))(?:过去|去|来|上门){1,2}(?:一趟|看看|弄|修|帮忙)?{soft}',
].map((source) => frame(source, own));
/** Or where somebody is missing. */
const standing: readonly RegExp[] = [
  '{open}(?:换|让|叫){i}(?:去|来|上|替|顶)?(?:{who})?{soft}',
  '{open}(?:{i}{how})(?:替|顶|补|代|接)(?:替|一下|下)?{who}?(?:的?班|的?位置?|的?缺口?|的?空缺?|的?岗)?(?:去|来|上|吧|一下|下|值班){0,2}{soft}',
  '{open}(?:缺口|缺|空缺|空位|这个班|这班|{who}的?(?:班|位置?|岗|那个)|班)(?:由)?{i}(?:来|去)?(?:补|顶|替|值|上|接|站|守|去|来)(?:上)?{soft}',
].map((source) => frame(source, own));

/** What takes a promise back, puts it off, asks or speaks of others. */
const against =
  /但|可是|可惜|就是没|没(?:时间|空|法|办法)|不(?:行|了|成|去|来|想|会|能|敢|让|用|是|好|在|知|认|懂|对)|算了|算输|要(?:上班|加班|上课|出差)|考虑|再说|再看|看情况|看时间|可能|也许|大概|尽量|问|商量|想想|谁|怎么|为[什啥]|什么|啥|多少|几|下[次回周]|上[次回周]|去年|以前|[过完][了啦]|过$|已经|早就|昨天|刚才|大家|你|他们|她们|别人|微信|好友|群|红包|哈哈|同意|赞成|说得|有道理|谢谢大|替.{1,4}(?:谢|高兴|担心|着急)|要是|如果|的话|万一|辛苦|加油|恭喜|睡|上学|上班去|接龙的|我看/;
/** A condition that only asks whether a seat is left. */
const seatLeft =
  /^(?:没人|没得人|没有人)(?:去|来|接|报)(?:的话)?(?:就|那)?(?=[我俺])|^(?:还)?来得及的话(?=[我俺])|^[\u4e00-\u9fff]{0,8}(?:能|可以|行|让)(?:去|来|参加|报名?|带[\u4e00-\u9fff]{1,3}|晚到|早走)?的话(?:就|那)?(?=[我俺算加给帮报])|^(?:如果|要是|假如)?(?:名额|位置|位子?|人)?(?:还|也)?(?:有|没满|不满|没报满|缺|不够|剩)(?:名额|位置|位子?|空位?|人|空)?(?:的话|就|那)?(?=$|[我俺算加给帮报也再就那把])/;
/** 别找了 我带工具箱上去: said to those who still look for somebody. */
const nobodyElse = /^(?:别|不用|甭|莫|不要)(?:再)?(?:找|问|急|着急|担心|发愁|叫人|等)(?:别?人)?(?:了|啦)?(?=$|[我俺])/;
/** 那天我休息 去. */
const free = /休息|有空|没事|闲|有时间|不上班|没课|调休|在家|放假/;
const longest = 30;

/** 李红+1. */
const counts = (piece: string) => piece.endsWith('⊕') && looksLikeName(piece.slice(0, -1));

const kinds: Record<LastPost['kind'], readonly RegExp[]> = {
  announce: counted,
  list: counted,
  claimed: counted,
  need: [...counted, ...helping],
  call: counted,
  callSubstitute: [...counted, ...standing],
  reminder: [],
  checkIn: [],
};

/** A promise under a fresh post about one thing; undefined when the line promises nothing or takes it back. */
export function answerToPost(line: Line, s: Situation): Meaning | undefined {
  const post = freshPost(s);
  if (post?.refs.length !== 1 || line.text.length > longest) return undefined;
  const { mood } = line;
  if (mood.trade || mood.regret || mood.exhort || mood.hearsay || mood.joke || mood.past) return undefined;
  const pieces = line.pieces
    .map((piece) => piece.skeleton.replace(seatLeft, '').replace(nobodyElse, ''))
    .filter(Boolean);
  if (pieces.some((piece) => against.test(piece))) return undefined;
  const promises = kinds[post.kind];
  const asks = line.pieces.some((piece) => piece.mood.question && !/[吗不没]$/.test(piece.skeleton));
  const said = [...pieces, line.whole.skeleton];
  const promised =
    said.some((piece) => promises.some((promise) => promise.test(piece)) || counts(piece)) ||
    (pieces.some((piece) => /^(?:就|那|可以|能)?[去来](?:吧|呗)?$/.test(piece)) &&
      pieces.some((piece) => free.test(piece)));
  if (asks || !promised) return undefined;
  const { target, confidence } = fromPost(post, s);
  return confidence > 0 ? { does: 'claim', slots: line.party, confidence, ...(target ? { target } : {}) } : undefined;
}
