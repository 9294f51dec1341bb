/** 李国庆, 吃元宵, 五一路, 双11满减, 下大雪: festival names that name something else. */
import { after, before, NUMERIC } from './piece.ts';

/** After numbers read as a festival (五一, 十一, 八一): what shows a day is meant. */
const DAY_SIGN =
  /^(?:$|[\s,，。!！?？、;；)）(（]|节|假期|期间|长假|小长假|黄金周|放假|去|回|那天|当天|前|后|之前|之后|以前|以后|上午|下午|早|晚|中午|有|要|想|打算|活动|到|搞|办|加班|值班|出|不|我|大家|社区|慰问|演出|晚会|表演|国庆|文艺|联欢|汇演|快到|来|咱|你|谁)/;
const NOT_BEFORE_NUMBER = /[第星期周拜加减乘除路楼栋号点第\d.一二三四五六七八九十零百千]$/;
const THINGS: [RegExp, RegExp][] = [
  [/^元宵$/, /^(?:馅|粉|汤|个|都|好吃|\d|一[袋包盒斤])/],
  [/^腊八$/, /^(?:蒜|醋|豆)/],
  [
    /^(?:端午|中秋|重阳|圣诞|清明|情人节|双)/,
    /^(?:树|老人|帽|袜|糕|上河|粽子?礼|月饼(?:礼盒|团|多少|卖|特价|包邮)|来了打折|满减|大促|红包|预售|快递|囤|买|抢|优惠|价|节?活动价|折|狂欢|购物|剁手|的快递|包裹|退货|凑单|尾款|下单|付)/,
  ],
  [
    /^(?:五一|八一|六一|七一|五四|三八|十一)$/,
    /^(?:路|街|广场|小学|中学|桥|大道|村|厂|社区居委|红旗|线|巷|公园|电影|队|期(?!间)|[点个月号日楼栋单层岁人元块分天年周小只件米斤度级届班路次两位户家名条张支把本])/,
  ],
  [/^小年/, /^(?:轻|龄)/],
  [/^平安夜$/, /^(?:晚)/],
];
const EATEN = /[吃包煮买卖送做尝滚下炸搓]\s?$/;
const SURNAME =
  /[李王张刘陈杨赵黄周吴徐孙马胡朱郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁余叶蒋杜苏魏程吕丁沈姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戴莫孔汤老小建]$/;
/** Weather and names as well as solar terms. */
const UNSURE_TERM =
  /^(?:大雪|小雪|雨水|大寒|小寒|小满|白露|大暑|小暑|寒露|霜降|立夏|立秋|谷雨|春分|秋分|惊蛰|芒种|立春)$/;
const WEATHER_TERM = /^(?:大雪|小雪|雨水|小满|白露|大寒)$/;
/** 大雪 is weather unless 那天 or 节气 follows. */
const WEATHER_DAY = /^(?:那天|当天|这天|节气?|之?前(?![后面])|以前)/;
const TERM_AFTER = /^(?:$|[\s,，。!！?？]|那天|当天|节气?|前|后|之前|以前|上午|下午|晚上|早上|这天|吃|包|开始|到了?)/;
const WEATHER_BEFORE = /(?:下|有|场|降|下了|转|阵|暴|中|到|雨夹|今天|明天|昨天|外面|天|飘|积|很|多|接|放|这|些|的)\s?$/;

/** True when a festival's name means its day; `from` and `to` surround the name without its year. */
export function isFestival(text: string, from: number, to: number, name: string): boolean {
  const left = before(text, from);
  const right = after(text, to);
  if (/^(?:快乐|愉快|安康|吉祥|幸福|好(?!多|几))/.test(right)) return false;
  if (THINGS.some(([names, things]) => names.test(name) && things.test(right))) return false;
  if (/^(?:五一|八一|六一|七一|五四|三八|十一|三一五|3\.?15)$/.test(name))
    return (
      DAY_SIGN.test(right) && !NOT_BEFORE_NUMBER.test(left) && !(NUMERIC.test(right[0] ?? '') || /三八线$/.test(left))
    );
  if (/^国庆$/.test(name)) return !SURNAME.test(left);
  if (/^(?:元宵|腊八)$/.test(name) && EATEN.test(left) && !/节/.test(name)) return false;
  if (/^小年/.test(name)) return !/[大中青多]$/.test(left);
  if (/^(?:二月二|九月九)/.test(name)) return !NUMERIC.test(text[from - 1] ?? '');
  if (/^阳历年$/.test(name)) return true;
  if (WEATHER_TERM.test(name)) return WEATHER_DAY.test(right) && !WEATHER_BEFORE.test(left);
  if (UNSURE_TERM.test(name)) return TERM_AFTER.test(right);
  return true;
}
