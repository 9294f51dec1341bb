/** Who owns the number of 3号: a day, or a building, an activity, a contestant, a bus line. */
import { after, before, type Scene, touching } from './piece.ts';

/** Things that bear numbers; whatever else is said, the number is theirs. */
const THING_AFTER =
  /^\s?(?:楼|栋|幢|座|线|院|店|铺|门|桌|车|厅|房|室|机|选手|活动|任务|需求|单(?!位)|位|球|码|台|柜|箱|窗|地块|坑|电梯|通道|床|病房|队|组|员|文件|公告|名额|班(?!会)|场|馆|库|仓|公寓|别墅|单元|出口|口|航站|站|公路|令|病人|服|字|粉|色|鞋|电池|螺丝|尺码|家(?!长)|工(?!作)|称|角|脚|喇叭|头|展位|摊|垃圾|路|胡同|弄|井|泵|炉|管|阀|表|包裹|快递|驿站|作品|候选|顾客|师傅|志愿者|老人|号|环|点|[-－]\d|\d{1,3}[层楼室栋幢单座])/;
/** What is done with an activity: weak, a day may still be meant when its hour follows at once. */
const DEED_AFTER =
  /^\s?(?:[+＋加]\s?[1一\d]|(?:我|俺|咱|他|她|你|们|也|都|就|先|再|还|已经?|刚|不|没|能|可以|想|要|来不|去不|算)*\s?(?:报|认领|领|接|取消|退|签到|签退|打卡|满|差|缺|派|改|换|撤|替|代|投|完成|做完|做好|办|结|加|减|评|打分|谁|多少人|几个人|在哪|地址|详情|是什么|名单|来不来|放弃|撤销|关闭|审核|通过|受理|补|转给|给|归|交给|指派))/;
const OWNER_BEFORE =
  /(?:认领|领|报名?|接|接了|退|退出|退掉|取消|取消我的|活动|任务|需求|项目|编号|序号|放弃|选|投|投给|签到|签退|完成|撤销|候补|替|顶|转|改|给|派|指派|参加|想去|报的|领的|接的|我的|第|房|楼|栋|幢|路|街|胡同|弄|巷|里|沿|园|苑|坊|湾|庄|桥|寺|庙|屯|堡|镇|乡|大道|院|区|地铁|公交|坐|乘|换乘|编|评价|评|甲|乙|临|村|门牌|家是|住|家住|家在|住在|[+#＃]|[A-Za-z])\s?$/;

/** What makes a number a day. */
const DAY_AFTER =
  /^\s?[(,，]?\s?(?:[一二三四五六日天]\)|(?:周|星期|礼拜)[一二三四五六日天1-6]|上午|下午|早上|早晨|一早|清早|中午|晌午|晚上|傍晚|凌晨|夜里|后晌|头晌|午后|[早晚](?![点些])|之?前(?![台面门排])|以前|截止|为止|起|开始|以后|之后|后(?![门面排勤])|那天|那一天|那晚|这天|当天|当晚|过后|左右|前后|全天|白天|早[\d八九七六]|\d{1,2}\s?[点:时]|[一二三四五六七八九十两]{1,3}点|有空|有时间|没空|没时间|有事|放假|过?生日|出差|有活动|有什么|有没有|有啥|几点|星期几|周几|礼拜几|是周|要?上班|天气|下雨|降温|停水|停电|停气|发工资|交房租|元旦|冬至|到\d{1,2}[号日]|(?:[、和]?\d{1,2}[号日])?[两三]天|[-~至到]\s?\d{1,2}\s?[号日])/;
const DAY_BEFORE =
  /(?:时间|日期|日子|定于|定在|定到|改到|改成|改为|改在|挪到|推迟到|推到|提前到|延期到|延到|等到|截止到?|截至|最晚|最迟|从|自|约在|安排在|就在|周[一二三四五六日天]|本月|当月|已经|都|今天|明天|后天|昨天|前天)\s?[:：是]?\s?$/;
/** Directly attached (no space): a claim verb before does not matter then. */
const ATTACHED_AFTER =
  /^(?:上午|下午|早上|中午|晚上|傍晚|一早|那天|当天|的?(?:周|星期|礼拜)[一二三四五六日天]|[(](?:周|星期|礼拜))/;
/** Alone, with nothing but a particle: an answer to 哪天. */
const ALONE = /^(?:[、,，和跟到至~-]?\d{1,2}[号日])*[\s,.，。!！?？~吧呢呀啊哦的了]*$/;

/** Activities have small numbers and are spoken of all day; a larger number is a day when nothing speaks against it. */
const SURELY_NO_ACTIVITY = 13;

/** True when N号 (from `from` to `to`, 号 included) names a day of the month. */
export function isDayNumber(scene: Scene, from: number, to: number, value: number): boolean {
  const left = before(scene.text, from, 6);
  const right = after(scene.text, to, 12);
  if (THING_AFTER.test(right)) return false;
  if (ATTACHED_AFTER.test(right)) return true;
  const previous = touching(scene, from) ?? linked(scene, from);
  if (previous?.kind === 'day' || previous?.kind === 'period') return true;
  const owned = OWNER_BEFORE.test(left) && !DAY_BEFORE.test(left);
  if (owned) return false;
  if (DAY_AFTER.test(right) || DAY_BEFORE.test(left)) return true;
  if (DEED_AFTER.test(right)) return false;
  if (/^\s*$/.test(scene.text.slice(Math.max(0, from - 3), from)) && from <= 3 && ALONE.test(right)) return true;
  return value >= SURELY_NO_ACTIVITY;
}

/** A day read just before, with a list or range mark between. */
function linked(scene: Scene, at: number) {
  const last = scene.pieces.at(-1);
  if (last === undefined || at - last.to > 3) return undefined;
  return /^\s?(?:[、,，和及跟与或/&.-]|~|到|至|还是|以及|或者)\s?$/.test(scene.text.slice(last.to, at))
    ? last
    : undefined;
}
