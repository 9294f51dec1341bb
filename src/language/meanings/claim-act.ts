/** The frames of taking on: which words of a clause claim something, and what they leave to say what. Pure. */
import { frame } from '../frame.ts';
import type { Clause } from '../line.ts';
import { looksLikeName } from '../person.ts';
import { match, says } from '../says.ts';

const relative =
  '(?:老公|老婆|老伴|爱人|媳妇|儿子|女儿|闺女|孩子|娃|我?妈|我?爸|婆婆|公公|对象|男朋友|女朋友|同事|朋友|邻居|闺蜜|室友|家属|同学|同桌|战友|队友|老乡|徒弟)';
export const own = {
  relative,
  /** The speaker, alone or with company. */
  us: `(?:{me}(?:俩|娘俩|爷俩|姐俩|哥俩|娘儿俩|爷儿俩|母女俩|父子俩|母子俩|父女俩|姐妹俩|兄弟俩|小两口|老两口|两家头|仨|两个|三个|两口子|一家|全家|Ⓒ|Ⓐ)?(?:(?:和|跟|带|[+]|与|还有|加)(?:上|着)?(?:我|我家)?(?:的)?(?:${relative}|Ⓗ|(?<=[+])[\\u4e00-\\u9fff]{2,3}|[小老][\\u4e00-\\u9fff])(?:俩|一起|一块儿?|两个)?)?|${relative}(?:和|跟|、)?${relative}?(?:一起|都|也|一块儿?)|${relative}(?:和|跟)(?:我|俺)|一家(?:三口|四口|Ⓒ|子)|全家|两口子|夫妻俩|老两口|Ⓗ)`,
  seat: '(?:一?个(?:名额|位子?|位置|座位?|坑|空))',
  /** Verbs that mean nothing but taking on. */
  verb: '(?:报名参加|报名|报上|报个名|报下名|报一?个|报(?!个?修|个?需求|警|案|销|告|道|废|错|价|考|喜|仇|答|复|纸|社|表|站|平安|备|酬|应|到|恩)|认领|认下|认(?!识|为|真|可|证|错|亲|输|出|得)|领取|领走|领下|领(?!导|带|先|域|养|证|口|奖|工资|盒饭)|接单|接下来?|接手|接(?!孩子|人|电话|送|力|种|待|近|触|口|地气|娃|他|她|班|机|客|吻|着)|抢单|抢(?!红包|购|票|镜|话|救)|参加(?!工作|考试|婚礼|聚会|高考|面试)|参与|加入(?!群|购物车)|揽下|揽|拿下|包了|候补)',
  /** Verbs that mean it only with a number. */
  pick: '(?:占个?|申请|预约|登记|选|要)',
  /** Verbs that mean it only with 我 before them and nothing after. */
  go: '(?:(?:去|来)?(?:凑(?:个)?(?:数|人头|热闹)|出(?:把|份)力|打下手|搭把手|打杂)|能去|能来|能上|可以去|可以来|可以|去|来|上|干|做|弄|顶|有空|有时间|行|没问题|ok|OK|愿意|包了|负责|搞定|帮忙|帮|搭把手|处理|跑一趟|走一趟|去一趟|承包|会(?:修|弄|做|搞|换|装|调|教|通|开车|理发|剪|缝|一点|这个)?|顺路|[来去](?:吧|弄|做|办|修|换|取|拿|送|教|接|陪|搬|抬|带|买|扫|搞|处理|负责|帮忙?|看看?|一趟|跑|值|守|干|顶|安排|试试|解决|扔|倒|喂|遛|讲|陪着|照顾|值班|值守|帮把手)(?:他|她|一下|下|吧)?|(?:过去|上去|下去|上门)(?:给(?:她|他|您|老人家?)?)?(?:一趟|看看|看一?下|瞧瞧?|弄|修|帮忙?|处理|一下)?|过来)',
  /** Whole phrases that count somebody in. */
  count:
    '(?:(?:占|去|来|报|加|留|添|参加)一个(?:给我)?|算上?(?:我们?|俺们?|咱们?|吾)(?:一个|一份|一员|Ⓒ|Ⓐ|俩|仨|两个?|⊕)?|(?:加|带|添|留|给|写|记|添上|加上|带上|记上|写上|报上)(?:上|给)?(?:我们?|俺们?|吾)(?:一个名字?|一个|一份|俩(?:位置?|名额|位子)?|仨(?:位置?|名额|位子)?|Ⓒ|Ⓐ|{seat}|个名|一位|一名|名字)?|(?:给|替|帮|为)(?:我|俺)(?:报|留|占|记|登记|加)(?:[俩仨](?:位置?|名额|位子)?|一?个|上|一份|名|个名|上名|一下|{seat}|Ⓐ)?|我⊕|⊕|举手|来一个|报名⊕|我{3}|让(?:我|俺)(?:去|来|上|接)|来一个|(?:这个|这单|这活|它|活儿?)?(?:交给|给|归|留给|让给|派给)(?:我|俺)(?:了|吧)?|包在我身上|(?:就|那)?(?:我|俺)(?:吧|呗)|(?:就|还是)(?:我|俺))',
  done: '(?:两个|三个|四个|五个|一下|一个|个|下|上|了|到|名|一份|一位|一名|一员|Ⓐ|Ⓒ){0,3}',
  tail: '(?:Ⓒ|⊕|Ⓐ|Ⓣ|Ⓜ|Ⓟ|Ⓗ|Ⓓ|{soft}|{nod}|都行|都可以|全天|两个人|(?:和|跟|带)(?:上|着)?我?(?:的)?{relative}|(?:和|跟|还有)(?:[小老][\\u4e00-\\u9fff]|[\\u4e00-\\u9fff](?:姐|哥|叔|姨)|{relative}|Ⓗ)|一起|一块儿?|(?:和|跟)[\\u4e00-\\u9fff]{1,3}一起|(?:和|跟)[\\u4e00-\\u9fff]{1,3}一块儿?){0,3}',
  whom: '(?:侬|你|您)?(?:帮|替|给)(?<whom>(?:我(?:和|跟))?[\\u4e00-\\u9fff]{1,4}?)',
};

const before = (source: string) => new RegExp(frame(source, own).source.replace('^', '^(?<rest>.*?)'));
const after = (source: string) => new RegExp(frame(source, own).source.replace(/\$$/, '(?<rest>.*)$'));

interface Form {
  /** What only somebody in need is promised: 我帮她弄. */
  forNeed?: true;
  pattern: RegExp;
  /** Also how people tell where they are going: only the bot itself, or an item that is there, makes it a claim. */
  loose?: true;
  listed?: true;
  /** Says by itself that something is taken on, also without a number. */
  strong: boolean;
  /** What the clause must show beside. */
  needs?: RegExp;
}
const forms: readonly Form[] = [
  /** 3号 王建国 2人: a number and people, as in lists. */
  {
    pattern: frame(
      '{lead}(?<rest>{refs}{thing}[\\u4e00-\\u9fff]{0,8}?)(?:{us}|Ⓗ|Ⓒ|⊕|Ⓜ|算我|加我|Ⓐ|一共|总共|共|一家三口|一家四口|一家子){1,5}{soft}{nod}',
      own,
    ),
    listed: true,
    strong: true,
    needs: /Ⓗ|Ⓒ|⊕|Ⓜ|我|俺|一家|全家/,
  },
  { pattern: before('(?:{us}{adv})?{count}{done}{tail}'), strong: true },
  {
    pattern: after('{lead}(?:{us}|{whom})?{adv}{verb}{done}'),
    strong: true,
    needs: /我|俺|咱|吾|^.{0,4}(?:报|认领|Ⓗ|接|抢|参加|领|候补|申请|替|帮|给)/,
  },
  {
    pattern: after('{lead}(?:{us}|{whom})?{adv}(?:去|来|上|{pick}){done}'),
    strong: false,
    needs: /(?:去|来|上|占个?|申请|预约|登记|选|要)(?:一?下|一个|个)?(?:Ⓡ|Ⓑ|Ⓝ)/,
  },
  /** 我一个 我妹一个; 老李也算一个. */
  {
    pattern: frame(
      '{lead}(?<rest>(?:{refs})?{thing})(?:(?:{us}|{relative}|[小老][\\u4e00-\\u9fff]|Ⓗ)(?:也|再)?(?:算|报|加|来|要|占)?(?:上)?(?:一个|Ⓐ)(?:吧|啊|呗)?){1,4}(?:(?:他|她)让我报的)?{tail}',
      own,
    ),
    strong: true,
  },
  /** 我可以去陪诊: what follows must be work that is known. */
  {
    pattern: after('{lead}{us}{adv}(?:去|来|帮忙?)'),
    strong: false,
    loose: true,
    needs: /(?:去|来|帮忙?)[\u4e00-\u9fff]{2,8}$/,
  },
  { pattern: before('{us}{adv}(?:{verb}){1,2}{done}{tail}'), strong: true },
  { pattern: before('{us}{adv}{go}{done}{tail}(?:{refs})?'), strong: false },
  /** 我帮她弄. */
  {
    pattern: before(
      '{us}{adv}(?:(?:去|来)(?:瞅|瞧|通|拆|量|抓|开|关|找|背|扶|推|哄|洗|擦|扫|缝|补|装|拧|疏通|打扫|收拾|辅导)[\\u4e00-\\u9fff]{0,2}|陪(?:她|他|您|老人家?|大[爷妈娘]|阿姨|奶奶|爷爷)(?:去|聊聊?|走走)?|(?:帮|替|给)(?:她|他|您|你|老人家?|大[爷妈娘]|阿姨|奶奶|爷爷)(?:弄|修|换|取|拿|送|买|搬|抬|看|通|装|搞|处理|倒|扔|教|喂|遛|陪|接|照看)(?:看|一下|下|好|过去|回来|上去)?){tail}',
    ),
    forNeed: true,
    strong: false,
  },
  /** 王建国报名: the name of who speaks, under a post. */
  { pattern: frame('(?<rest>){lead}(?<self>[\\u4e00-\\u9fff]{2,3}?)(?:报名|参加|认领){tail}', own), strong: true },
  /** 3号 名字写马骏. */
  {
    pattern: frame(
      '{lead}(?<rest>{refs}{thing})(?:名字?|姓名)?(?:就)?(?:写|填|记|登记|报|是|叫)?(?:上)?(?:名字?)?(?<self>[\\u4e00-\\u9fff]{2,3}){soft}',
      own,
    ),
    strong: true,
  },
  /** 5号 我占一个坑, 五号 咱们科室来六个人, 3号把俺捎上. */
  {
    pattern: frame(
      '{lead}(?<rest>{refs}{thing})(?:{us}(?:科室|宿舍|单位|部门|公司|小组|班|家)?(?:也|就|想|要|再)?(?:占|来|出|去|报|要)(?:{seat}|一个坑|一个|一份|Ⓒ人?|Ⓐ)|把{us}(?:也|都)?(?:捎|带|算|加|写|记|报)(?:上|进去|里)?){soft}',
      own,
    ),
    strong: true,
  },
  /** 报名报名. */
  { pattern: frame('(?<rest>){lead}(?:报名|认领|参加|我报){1,3}{tail}', own), strong: true },
  /** 3号接了, 12 认领: no subject is needed after a number. */
  { pattern: before('{adv}{verb}{done}{tail}'), strong: true, needs: /Ⓡ|Ⓑ/ },
  /** 防诈骗讲座我来签到引导: the work before must be known. */
  {
    pattern: before('{us}(?:来|去|负责|能来|能去)(?!不|勿)[\\u4e00-\\u9fff]{2,6}{soft}'),
    loose: true,
    strong: false,
    needs: /^(?!Ⓣ?(?:我|俺|咱)).{3,}/,
  },
  /** 给我安排3号. */
  {
    pattern: frame(
      '{lead}(?:给|帮|替)(?:我|俺)(?:安排|登记|预约|加|记|报|排)(?:一?个|上|到|在|进)?(?<rest>{refs}{thing})(?:里面?|上)?{tail}',
      own,
    ),
    strong: true,
  },
  /** 我把5号认了, 把3号给我. */
  {
    pattern: frame(
      '{lead}(?:{us}{adv})?把(?<rest>{refs}{thing})(?:{verb}|给(?:我|俺)|交给(?:我|俺)|留给(?:我|俺)){done}{tail}',
      own,
    ),
    strong: true,
  },
  /** 3号走起. */
  { pattern: frame('{lead}(?<rest>{refs}{thing})(?:{us})?(?:走起|冲|安排上?|整起|搞起){tail}', own), strong: true },
  /** 2号我要了. */
  { pattern: before('{us}{adv}{pick}{done}{tail}'), strong: false, needs: /(?:Ⓡ|Ⓑ|Ⓝ).{0,6}(?:我|俺)/ },
  /** 必须来啊. */
  { pattern: frame('(?<rest>){lead}(?:必须|一定|肯定)(?:来|去|到|参加){tail}', own), strong: false },
  /** 义诊那天我来帮忙维持秩序: a task that belongs to activities. */
  {
    pattern: before(
      '{us}(?:来|去|负责|能来|能去|可以)(?:帮忙)?(?:维持秩序|引导|签到引导|签到|拍照|摄影|布置|主持|登记|量血压|搬桌椅?|服务|值守|发物资|发传单|接待|带队|教|讲|帮忙)+{soft}',
    ),
    strong: false,
    needs: /^.{2,}(?:我|俺)/,
  },
  /** 我替他, 3号我顶小王. */
  {
    pattern: before(
      '{us}{adv}(?:替|顶替|代替|顶|代|补位|补上|补)(?:他|她|你|您|Ⓗ|[小老][\\u4e00-\\u9fff]|[\\u4e00-\\u9fff]{1,2}(?:姐|哥|阿姨|叔|老师))?(?:去|来|班|一下|上|值|位|这个)?{tail}',
    ),
    strong: false,
  },
];

export interface Act {
  clause: Clause;
  /** What the frame leaves: numbers, a day, a description, or nothing. */
  rest: string;
  strong: boolean;
  /** A row of number and people, where any other word spoils it. */
  listed?: true;
  loose?: true;
  forNeed?: true;
  whom?: string;
}

/** A condition about seats or about who goes; it is no description. */
const conditions =
  /(?:要是|如果)?(?:[\u4e00-\u9fff]{0,3}(?:来不了|去不了|不来|不去|有事)|没人(?:去|报|接|领)?|缺人?|人不够|没满|有(?=就|的话)|(?:还)?有(?:空位|名额|位子?|位置|空))的?话?(?:那|就|的)?/g;

/** A cheap look before the frames: somebody who comes or a number, and a word of doing. */
const who =
  /我|俺|咱|吾|偶|伲|阮|额|阿拉|本人|Ⓗ|Ⓒ|⊕|Ⓡ|Ⓑ|一家|全家|两口|俩|妹|弟|姐|哥|老公|老婆|爱人|儿子|女儿|孩子|[小老][\u4e00-\u9fff]|报|认领|参加|候补|举手|来一个|帮|替|给|必须|肯定|一定/;
const verbs =
  /[报领认接抢参候占选要去来上干做弄顶行会帮愿包算加带添留给替让举吧呗凑补写填记登捎]|可以|有空|有时间|没问题|负责|搞定|处理|申请|预约|登记|⊕|Ⓗ|Ⓒ|一个|过去|揽|拿下|跑|走|搭|出|我{2}|一起|一块/;

/** Every way in which a frame takes a clause. Long clauses are talk, not claims. */
export function actsOf(clause: Clause): Act[] {
  const skeleton = clause.skeleton;
  if (!skeleton || skeleton.length > 44 || !says(who, skeleton) || !says(verbs, skeleton)) return [];
  const acts: Act[] = [];
  for (const form of forms) {
    if (form.needs && !says(form.needs, skeleton)) continue;
    const found = match(form.pattern, skeleton);
    if (!found) continue;
    if (!form.strong && /的$/.test(skeleton) && !/Ⓡ.*那个/.test(skeleton)) continue;
    const said = found.groups?.['whom']?.replace(/^(?:隔壁|楼上|楼下|对门|邻居)的?(?=.)/, '');
    // 给我们俩报: the speaker and how many, not somebody of that name.
    const whom = said && /^(?:我们?|咱们?|俺们?)(?:[俩仨几两三四五1-9]个?人?|全?家)?$/.test(said) ? undefined : said;
    if (whom && /^我(?:改|换|也|再|先|就|把|在|都|来|去)/.test(whom)) continue;
    if (whom && !/^我/.test(whom) && !looksLikeName(whom) && !(/^[他她]$/.test(whom) && /Ⓡ|Ⓑ/.test(skeleton))) continue;
    const self = found.groups?.['self'];
    if (self && !looksLikeName(self)) continue;
    const rest = (found.groups?.['rest'] ?? '').replace(conditions, '');
    acts.push({
      clause,
      rest,
      strong: form.strong,
      ...(form.listed ? { listed: true as const } : {}),
      ...(form.loose ? { loose: true as const } : {}),
      ...(form.forNeed ? { forNeed: true as const } : {}),
      ...(whom && whom !== '我' ? { whom } : {}),
    });
  }
  return acts;
}
