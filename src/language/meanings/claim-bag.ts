/**
 * Claims whose words come in any order: 4号活动给我算上, 把我加到5号里, 仨人 我们家, 俺来整. Every word must be known to belong
 * to a claim; one word more, and it is talk. Pure.
 */
import { bagOf, leftOf } from '../bag.ts';
import type { Clause } from '../line.ts';
import { readNamesInside } from '../person.ts';

/** Words that take something on. */
const commit =
  /报名|认领|参加|参与|加入|加到|加进|加上|加个?|报|领|接手|接|算上?|带上?|捎|添上?|添|挂|留|占|记上?|写|填|登记|预约|凑|去|来|上|干|整|弄|搞|做|办|修|换|送|取|可以|行|能|愿意|有空|没问题|那就[ⓇⒷ]|拉[进上]|走一个|OK|ok|举手|负责|承包|拿下|顶|补|替|帮|出|派|组织|到|克|归|给[我俺]|有[我俺]|必[到来去]|拼|冲|一起|一块|一道|俺也?中$|⊕|\+|Ⓒ|仨|俩|全家|一家|两口/;
const words: readonly string[] = [
  // What is done.
  '报名参加|报名|认领|参加|参与|加入|加到|加进|加上|加个?|报上|报个|报一个|报|领取|领|接手|接单|接|算上|算个?|带上|带|捎上|捎|添上|添|挂上|挂|留|占个?|记上|记在|记到|记|写上|写在|拉进|拉上|走(?=一个)|记着|写到|写|填上|填个?|填|登记|预约|排上|排|代表|凑个?数|凑|替|顶上|顶|补上|补|要',
  '去一趟|跑一趟|走一趟|来一趟|过去|过来|克(?![服隆扣])|去|来|上门|上|出|派|组织|到(?!时|底|期|账)|干|整|弄|搞|做|办|修|换|送|取|搬|抬|陪|教|教教|顶替|帮个?忙|帮|搭把手|负责|承包|处理|搞定|解决|拿下|拼|冲|走起|签到引导|引导|拍照|摄影|主持|维持秩序|打下手|安排|摆个?|站|守|巡',
  '可以|没问题|愿意|乐意|有空|有时间|有兴趣|能|行|OK|ok|举手|必须|肯定|一定|准保|保证|必到|必来|必去|准到|准来|准去|准时|积极|支持|想|愿|打算|准备|申请|归|交给|让给|包在|有(?=我|俺)|身上|头上|名下',
  // Who comes.
  '娘儿?俩|爷儿?俩|姐俩|哥俩|母女俩|父子俩|母子俩|父女俩|姐妹俩|兄弟俩|婆媳俩|小两口|老两口|那口子|我们家|我们俩?|咱们俩?|俺们俩?|我家|咱家|俺家|我俩|咱俩|俺俩|我仨|我屋[里头]|我|俺|咱|吾|偶|阿拉|本人|个人|自己|亲自|一家子?|全家|两口子|口子|[两三]家|三口|四口|五口|六口|七口|夫妻俩?|夫妻两个|两家头|[一二两三四]大[一二两三]小',
  '宿舍|寝室|部门|单位|公司|办公室|科室|科里|车间|工会|班组|班级|班里|全班|我们班|厂里|店里|学校|支部|党支部|党小组|小组|团队|队里|楼里|楼上|楼|单元|门洞|家里|同志们?|老同志|老党员|党员|退休|医生|护士|这边|这儿|这里|全体|全员|出动|人员|楼长|组长',
  '[小老](?:[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭])|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭](?:姐|哥|叔|姨|阿姨|大爷|老师|师傅)',
  '老公|老婆|老伴儿?|爱人|媳妇儿?|儿媳妇?|女婿|大儿子|小儿子|二小子|大闺女|二闺女|儿子|女儿|闺女|姑娘|孩子|小孩|娃儿?|宝宝|老妈|老爸|爸妈|老头子?|老太太?|老爷子|我?妈|我?爸|婆婆|公公|岳母|岳父|丈母娘|老丈人|爷爷|奶奶|姥姥|姥爷|孙子|孙女|外孙女?|外甥女?|侄子|侄女|大?嫂子?|姐夫|妹夫|小舅子|小姑子|表[哥弟姐妹]|堂[哥弟姐妹]|对象|男朋友|女朋友|弟弟?|妹妹?|哥哥?|姐姐?|哥们儿?|姐妹|朋友|同事|同学|同桌|舍友|邻居|室友|闺蜜|家属',
  'Ⓡ|Ⓑ|Ⓝ|Ⓣ|Ⓒ|Ⓐ|Ⓜ|Ⓟ|Ⓗ|Ⓓ|⊕|\\+',
  '一个人|两个人|俩人|仨人|一个|两个|三个|四个|五个|几个|一名|一位|一份|一员|名额|位置|位子|个位|坑|空|缺|数|人头|名字|名单[里上]|名儿?|份|位|俩|仨|人|个',
  // What it is.
  '这次|这回|这个|那个|这场|那场|这单|那单|这活儿?|那活儿?|这事儿?|那事儿?|这忙|活动|任务|需求|单子|单|号码|号|里面|里头|里|活儿|活|事儿?|[的这个]忙|那|这|的',
  // Small words.
  '也|都|就|先|再|还|又|还是|一起|一块儿?|一道|一并|直接|马上|立刻|这就|现在|正好|刚好|恰好|顺路|顺便|顺手|请(?:个|半天)?假|下了?班|骑车|开车|半天|全天|一天|上午|下午|晚点|早点|从早到晚|让|给|把|跟|和|与|及|同|叫|是|为|到|一共|总共|共|大概|至少|以后|之后|后|完|会|得',
  '麻烦|请|劳驾|谢谢|多谢|辛苦|收到|好嘞|行嘞|得嘞|难得|热闹|好的|好吧|好|嗯|哦|啊|呀|哈|啦|喽|咯|呗|嘛|吧|了|呢|哟|哒|滴|撒|噻|嘞|咧|哎|诶|嗨|呃|行吗|可以吗|可以不|行不|好不|好吗|中不中|中|成不|成|得|那就|小助手|小援|老师|书记|组长|主任|大家|各位|住|在家|工具|休息|没事|没课|放假|不上班|离得近|住得近|有经验|有车|有',
];
const known = bagOf(words);
/** Words that make it no claim, or somebody else's. */
const spoils =
  /(?:接|送|陪|看|管|喂|哄|抱|辅导|伺候)(?:我家?的?)?(?:孩子|娃|宝宝|儿子|女儿|闺女|老公|老婆|老伴|爱人|媳妇|爸|妈|婆婆|公公|对象|朋友|弟|妹)|不(?!$|上班)|没(?!问题|事|课)|别|无|谁|哪|几|多少|什么|啥|怎么|咋|吗[?？]?.|取消|退|撤|放弃|算了|算我的|我去[!！]|完了|过了|早就|已经|曾|刚才|昨|前天|上次|以前|他们|她们|你|您|大家都|人家|要是|如果|可能|也许|尽量|再说|看看|名单(?![里上])|到(?:[0-9一二三四五六七八九十]{1,3}号?)?了|^[我俺]也?(?:行|可以|能)[吗不么]/;

/** Who minds a child has something else to do; with a number the child comes along. */
const minds = /带(?:我家?的?)?(?:孩子|娃|宝宝|儿子|女儿|闺女)(?!.{0,3}(?:一起|一块|一道|[去来报参]))/;
/** Asking whether it is possible is asking for it. */
const mayI = /能不能|可不可以|行不行|好不好/g;

/** How a claim without a number begins: with who comes, or with a verb that counts in. */
const begins =
  /^(?:好的?|行|嗯+|收到|那就?|可以|来|哎|诶)*(?:我|俺|咱|吾|偶|阿拉|本人|Ⓗ|Ⓒ|Ⓟ|⊕|\+|全家|一家|两口|仨|俩|[小老][\u4e00-\u9fff]|[\u4e00-\u9fff](?:姐|哥|叔|姨)|老公|老婆|老伴|孩子|儿子|女儿|算|加|带我|给我|让我|把我|报|参加|举手)/;

const who =
  /我|俺|咱|吾|偶|阿拉|本人|Ⓗ|Ⓒ|⊕|\+|全家|一家|两口子|[小老][\u4e00-\u9fff]|(?:姐|哥|叔|姨|大爷|老公|老婆|爱人|媳妇|儿子|女儿|闺女|名字?)/;

/** 我和女儿, 7号我和小李: who comes says enough. */
const company =
  /^(?:Ⓡ|Ⓑ)?(?:我|俺)(?:和|跟|带|加|[+])(?:我?家?)(?:老公|老婆|老伴|爱人|媳妇|儿子|女儿|闺女|孩子|娃|妈|爸|婆婆|公公|对象|朋友|同事|邻居|闺蜜|室友|弟弟?|妹妹?|哥哥?|姐姐?|Ⓗ|(?:对门|隔壁|楼上|楼下|邻居)?的?(?:[小老][\u4e00-\u9fff]|[\u4e00-\u9fff][姐哥叔姨]))(?:俩|两个|一起|一块儿?)?$/;

/**
 * Whether every word of a clause belongs to a claim.
 * @param withNumber the clause names a number, so that no speaker is needed; else 我 or a person must be there
 */
export function allOfClaim(clause: Clause, withNumber: boolean): boolean {
  const skeleton = clause.skeleton;
  // 3号，我。
  if (/^(?:Ⓡ|Ⓑ)(?:我|俺|咱)$/.test(skeleton) || company.test(skeleton)) return true;
  const { text } = clause;
  if (skeleton.length > 32 || spoils.test(text.replace(mayI, '能')) || (!withNumber && minds.test(text))) return false;
  const named = explained(clause);
  if (!named || (!commit.test(skeleton) && !(withNumber && /Ⓗ/.test(named)))) return false;
  // 小王报了3号 tells of somebody else.
  if (!/我|俺|咱|吾/.test(skeleton) && /(?:报|领|接|名)了/.test(skeleton)) return false;
  if (/^(?:[去来]){2,}$|^(?:参加|报名)+/.test(skeleton)) return true;
  if (!withNumber && (!begins.test(skeleton) || /的$/.test(skeleton))) return false;
  return who.test(named) && (withNumber || !/^[Ⓗ、]+$/.test(skeleton));
}

/** Whether what stands behind a known piece of work takes it on: 算我们娘俩, 我们三个舍友都来, 有我. */
export function restOfClaim(skeleton: string): boolean {
  const plain = skeleton.replace(mayI, '能');
  return !spoils.test(plain) && leftOf(plain, known) === '' && /我|俺|咱/.test(plain) && commit.test(plain);
}

/** The skeleton with its names as marks, when nothing is left of it without the words and names of a claim. */
function explained({ skeleton, text }: Clause): string | undefined {
  const plain = skeleton.replace(mayI, '能');
  if (leftOf(plain, known) === '') return plain;
  let named = plain;
  for (const name of readNamesInside(text)) named = named.replace(name, 'Ⓗ');
  return named !== plain && leftOf(named, known) === '' ? named : undefined;
}
