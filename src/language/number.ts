/**
 * Numbers, and who owns them: 3号 may be an activity, but 3号楼, 3号线, 12月3号 and 3号选手 are not. One pass over the text,
 * the longest owner first. Pure.
 */
import { DURATION } from './duration.ts';
import { NUMERAL, readNumeral } from './numeral.ts';
import { PHONE } from './phone.ts';
import { DOOR } from './place.ts';
import { all, says } from './says.ts';

export type Owner =
  | 'phone'
  | 'time'
  | 'day'
  | 'price'
  | 'span'
  | 'place'
  | 'other'
  | 'people'
  | 'nth'
  | 'plus'
  | 'amount'
  /** Marked as the number of something that can be claimed: 3号, #3, 3号活动. */
  | 'item'
  /** A number and nothing more; its place in the sentence decides. */
  | 'bare';

export interface NumberUse {
  owner: Owner;
  text: string;
  at: number;
  end: number;
  /** For item, bare, nth, plus and people. */
  value?: number;
  shift?: string;
}

const n = '(?:[0-9]{1,4}|[一二两三四五六七八九十]{1,3})';
const figure = '[0-9]{1,6}(?:\\.[0-9]+)?';
const amountOf =
  '箱|斤|公斤|千克|瓶|张|次|户|步|公里|千米|米|度|%|页|杯|碗|只|条|双|辆|台|套|盒|包|袋|份|片|粒|颗|届|级|年级|班|岁|周岁|年|天|周|个?月|星期|点|折|元|块|毛|万|亿|楼|名|等|比|分|秒|门|本|支|桌|车|家|趟|遍|把|根|寸|集|章|首|题|代|世|期|键|格|字|环|强|G|g|M|kg|km|cm|mm|W|w|V|v|K|k';
const notClaimable =
  '线|路|楼|栋|幢|院|门|口|桌|柜|格|窗|车|坑|位|选手|作品|候选|参赛|宝宝|座|座位|机|房|室|厅|教室|会议|球|球衣|球员|文|墙|铺|床|病房|病床|诊室|诊|工位|仓|库|站|厅|出口|入口|电梯|梯|泵|枪|充电|桩|油|电池|字|链接|品|款|色|箱|井|塔|高速|公路|国道|标|包|套餐|公馆|店|馆|技师|司机|师傅|骑手|快递|取件|洞|台风|疫苗|馒头|病人|病号|病例|学生|同学|家属|男|女|嘉宾|球迷|主播|文件|令|方案|台|岗|哨|界|碑';
const dayAfter =
  '[那这]天|当天|之?前|之?后|起|开始|晚|早|上午|下午|中午|凌晨|白天|是?(?:周|星期|礼拜)|生日|过生日|放假|开学|发工资|出差|回来|回家|出发|到货|交房|供暖|停水|停电|停气|截止(?!报名|到|在|时间|日期)|到期|以前|以后|[ ,，]?[0-9]{1,2}[:点]|左右|就?要?(?:高考|考试|体检|手术|面试|结婚|上班|开会)|过[后完]|的?(?:票|飞机|火车|车票|高铁|机票|凌晨|夜)|[-~至到][0-9]{1,2}[号日]|、[0-9]{1,2}[号日]?(?:两天|都放)';
/** 知道, 群里 and 社区 end like a street and are none. */
const street = '[路街巷弄村园段湾营馆]|[^知一味频]道|胡同|[^群那这哪家心]里|[^社小]区';

/** Words for days and parts of days: no numbers, but they take the same place in a sentence. */
const timeWords =
  '(?:大?后天|今天|今儿个?|明天|明儿个?|昨天|昨儿|前天|大前天|今[早晚晨]|明[早晚晨]|昨[晚夜]|周末|[这下本上]+个?(?:周末|周|星期|礼拜)(?!边|围)|[这下本上]个?月(?!子|份)|月底|月初|年底|元旦|春节|端午节?|中秋节?|重阳节?|国庆节?|清明节?|元宵节?|腊八节?|冬至|后晌|晌午|头晌|一早|大清早|清早|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|晚间|当天|那天|这天|(?:礼拜|星期|周)[一二三四五六日天]|格日子|那日|两天都|都可以的时间)';

/** Owner → pattern; at one place the first that fits wins. */
const owners: readonly (readonly [Owner, string])[] = [
  ['phone', PHONE],
  ['other', '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z] ?[A-Z0-9]{5,6}'],
  ['other', '[0-9]{7,}'],
  ['other', '(?<=验证码|签到码|取件码|密码|口令|尾号|工号|学号|车牌)[:： 是]{0,2}[0-9]{2,8}'],
  ['other', `(?<=${street})[甲乙丙临附]?${n}号(?:院|楼)?|[甲乙临]${n}号`],
  ['time', '[0-9]{1,2}:[0-9]{2}(?: ?[-~至到—] ?[0-9]{1,2}:[0-9]{2})?'],
  ['span', DURATION],
  [
    'day',
    `(?:${n}|去|今|明)年(?:${n}月(?:${n}[日号]?)?)?|${n}月(?:份|底|初|中旬)?(?:${n}[日号]?)?(?: ?[-~至到] ?${n}[日号])?|(?:上|下|这|本)个?月${n}[日号]|每个?月${n}[日号]|农历\\S{1,2}月\\S{1,3}`,
  ],
  [
    'day',
    `(?:下+|上|这|本)?个?(?:周|星期|礼拜)(?:[一二三四五六日天1-7](?![0-9])|末)(?:到(?:周|星期)?[一二三四五六日天])?`,
  ],
  ['time', `${n}点(?:半|[一三1-3]刻|整|钟|${n}分?)?(?: ?[-~至到—] ?${n}点(?:半|整|${n}分?)?)?`],
  [
    'price',
    `[¥$] ?${figure}|${figure} ?(?:元|块钱?|毛钱?|万元?|包邮|折|刀|rmb|RMB)|(?!一块(?!钱))[一二两三四五六七八九十百千]+(?:块钱?|毛钱?|元)`,
  ],
  ['place', DOOR],
  ['other', `[A-Za-z]?${n}号 ?(?:${notClaimable})|${n}(?:号线|路公交|路车|路汽车|路$)|国道${n}|[A-Z]${n}(?:高速|口)`],
  [
    'day',
    `${n}[号日](?=${dayAfter})|(?<=[今明]天|周[一二三四五六日]|是|本月|(?<![换挪调转加记写算签])到|农历)${n}[号日](?=$|[\\s,，。])`,
  ],
  ['day', '(?<![0-9.])(?:0?[1-9]|1[0-2])[/.](?:[0-2]?[0-9]|3[01])(?=[号日]|上午|下午|晚|早|周| |$)'],
  ['day', '(?<![0-9])20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}'],
  [
    'people',
    `(?<=我们|咱们|俺们|我家|咱家|我们家|家里|共)(?:[一二两三四五六七八九十]|[0-9]{1,3}) ?个人?(?![小月星])|(?:[一二两三四五六七八九十]|[0-9]{1,3}) ?(?:个人|人(?!民|家|手|类|物|生|品|格|气|间|次)|位|名(?!额)|(?<![老小]两)口(?!井|号|子)|个小伙|个志愿者|个名额|个位|个壮劳力)`,
  ],
  [
    'nth',
    `第 ?${n} ?(?:个|条|项|场|件|班|样)(?!月|人|孩|女|男|小时|星期|学期|年)|倒数第${n}个?|最后(?:一?个|那个|一项)|头一个`,
  ],
  ['item', `第 ?${n} ?号(?!楼|院|线|选手|考|台|病|桌|码|机)|[Nn][Oo][.] ?[0-9]{1,5}`],
  ['other', `第 ?${n}|[0-9]+ ?[/:：-] ?[0-9]+(?: ?[/:：-] ?[0-9]+)*(?![0-9])|[0-9]+\\.[0-9]+`],
  ['plus', `[+] ?(?:[0-9]{1,2}|一)(?![0-9]|号)|加[一1](?!下|[点些把0-9])`],
  ['item', `[#№] ?[0-9]{1,5} ?[A-Za-z]?(?![0-9])号?`],
  [
    'item',
    `(?<![0-9.])[0-9]{1,5} ?[A-Da-d](?![A-Za-z0-9])号?|(?<![0-9.一二三四五六七八九十])${n} ?号(?!码|召|称|角|外|令)`,
  ],
  ['amount', `[0-9]{1,6}(?:\\.[0-9]+)? ?(?:${amountOf})|(?<!第)[0-9]{1,5} ?个`],
  ['day', timeWords],
  ['bare', '(?<![0-9A-Za-z.])[0-9]{1,5}(?![0-9A-Za-z.])'],
];
const scanner = new RegExp(owners.map(([, source]) => `(${source.replace(/\((?!\?)/g, '(?:')})`).join('|'), 'g');
const maybe =
  /[0-9一二两三四五六七八九十零〇幺半]|月|年|周|星期|礼拜|最后|头一个|今|明|昨|后天|前天|晌|早|晚|午|夜|晨|节|元旦|冬至|[那这当]天|那日|格日子/;

function useOf(match: RegExpExecArray): NumberUse {
  const group = match.findIndex((part, i) => i > 0 && part !== undefined);
  const owner = owners[group - 1]![0];
  const text = match[0];
  const use: NumberUse = { owner, text, at: match.index, end: match.index + text.length };
  if (owner === 'item' || owner === 'bare' || owner === 'nth' || owner === 'plus' || owner === 'people') {
    const digits = /[0-9]+/.exec(text)?.[0] ?? new RegExp(NUMERAL).exec(text.replace(/^第|^倒数第/, ''))?.[0];
    const value = /最后|倒数/.test(text) ? -(readNumeral(digits ?? '一') ?? 1) : readNumeral(digits ?? '一');
    const shift = owner === 'item' ? /[A-Za-z]/.exec(text)?.[0]?.toUpperCase() : undefined;
    if (value !== null) use.value = /^最后|头一个/.test(text) ? (text.startsWith('头') ? 1 : -1) : value;
    if (shift) use.shift = shift;
  }
  return use;
}

/** Every number of a text with its owner, in order. */
export function readNumbers(text: string): NumberUse[] {
  if (!says(maybe, text)) return [];
  const uses: NumberUse[] = [];
  for (const match of all(scanner, text)) if (match[0]) uses.push(useOf(match));
  return uses;
}

/** Wording → owner and value of its first number. */
export const wordings: readonly (readonly [string, Owner | undefined, number?])[] = [
  ['认领3号', 'item', 3],
  ['三号我领了', 'item', 3],
  ['十二号我去', 'item', 12],
  ['#12', 'item', 12],
  ['# 12 我来', 'item', 12],
  ['№7', 'item', 7],
  ['12A', 'item', 12],
  ['报名 3', 'bare', 3],
  ['12换好了', 'bare', 12],
  ['第二个', 'nth', 2],
  ['第3项', 'nth', 3],
  ['最后一个', 'nth', -1],
  ['+1', 'plus', 1],
  ['加一', 'plus', 1],
  ['3号楼', 'place'],
  ['3号线挤死了', 'other'],
  ['12月3号', 'day'],
  ['下个月3号', 'day'],
  ['3号那天', 'day'],
  ['3号晚上吃啥', 'day'],
  ['23号过生日', 'day'],
  ['8号供暖', 'day'],
  ['3号选手', 'other'],
  ['给3号投票', 'item', 3],
  ['快递在3号柜', 'other'],
  ['3号桌', 'other'],
  ['坐3路公交', 'other'],
  ['学院路37号', 'other'],
  ['周三', 'day'],
  ['星期3', 'day'],
  ['8点半', 'time'],
  ['10:00-11:30', 'time'],
  ['39.9一箱', 'other'],
  ['3500元', 'price'],
  ['8块钱', 'price'],
  ['两小时', 'span'],
  ['5个人', 'people', 5],
  ['3名志愿者', 'people', 3],
  ['两位', 'people', 2],
  ['2箱', 'amount'],
  ['80岁', 'amount'],
  ['跑了5公里', 'amount'],
  ['7-3-502', 'place'],
  ['13611240052', 'phone'],
  ['京A12345', 'other'],
  ['11月28日敬老院', 'day'],
  ['号称', undefined],
];
