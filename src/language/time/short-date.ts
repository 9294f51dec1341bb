/** 12.12 and 12/12 are dates only with a sign of it: prices, versions, fractions and rooms look the same. */
import { after, before, type Scene, touching } from './piece.ts';

const UNIT_AFTER =
  /^\s?(?:元|块|毛|折|包邮|公里|千米|km|斤|公斤|kg|克|分|万|千|百|米|%|％|版|吨|度|秒|个|倍|寸|升|ml|人|名|户|[wk]|亿|平|小时|钟头|天|岁|级|次|℃|号楼|号线|栋|楼|单元|室|已满|满|到手|秒杀|特价|一[斤个件箱份])/i;
/** Without a space: 12.12.3, 7-3-502, 1.5kg, 12.5A. */
const JOINED_AFTER = /^(?:[:.\-/]\d|\d|[a-z])/i;
const MONEY_BEFORE =
  /(?:[¥￥$v=+×*#\d.:/\-a-z版第每仅只约价卖付花共率]|价格|版本|只要|现价|原价|优惠|满|减|打|房间|房号|温度|血压|血糖|体温|体重)\s?$/i;
const TIME_AFTER =
  /^\s?[(,，]?\s?(?:节|[一二三四五六日天]\)|(?:周|星期|礼拜)[一二三四五六日天]|上午|下午|早|晚|中午|凌晨|傍晚|夜|之?前|以前|截止|起|开始|当天|那天|\d{1,2}\s?[点:]|[一二三四五六七八九十两]{1,3}点|集合|报名截止|举行|举办)/;
const RANGE_AFTER =
  /^\s?(?:[-~]{1,2}|到|至)\s?(?:\d{1,2}[./]\d{1,2}|\d{1,2}[日号])(?![\d.]|\s?(?:元|块|公里|斤|个|米))/;
const WHEN_BEFORE =
  /(?:时间|日期|日子|定于|定在|定到|改到|改成|改为|推迟到|提前到|延期到|截止到?|截至|从|自)\s?[:：是]?\s?$/;
const OPENS_LINE = /(?:^|[\n。!！?？;；\]])\s*$/;

/** @param written the whole date, e.g. 12.12; @param mark its mark */
export function isShortDate(scene: Scene, from: number, written: string, mark: string): boolean {
  const { text } = scene;
  const to = from + written.length;
  if (/[日号]$/.test(written)) return true;
  const right = after(text, to, 14);
  const left = before(text, from);
  if (RANGE_AFTER.test(right) && mark !== '-' && !MONEY_BEFORE.test(left)) return true;
  if (UNIT_AFTER.test(right) || JOINED_AFTER.test(right)) return false;
  const previous = touching(scene, from);
  if (previous?.kind === 'day' || (previous === undefined && rangeEnd(scene, from, mark))) return true;
  if (MONEY_BEFORE.test(left) && !WHEN_BEFORE.test(left)) return false;
  if (TIME_AFTER.test(right) || WHEN_BEFORE.test(left)) return true;
  if (mark === '-') return false;
  const numbers = written.split(/[/.]/);
  const plain = numbers.some((n) => n.length === 2);
  return plain && OPENS_LINE.test(left) && /^(?:\s*$|\s+[\u4e00-\u9fff]|[\u4e00-\u9fff]{2})/.test(right);
}

/** The 12.3 of 12.1-12.3, the date before it being read already. */
function rangeEnd(scene: Scene, from: number, mark: string): boolean {
  const last = scene.pieces.at(-1);
  if (last?.kind !== 'day' || from - last.to > 3 || mark === '-') return false;
  return /^\s?(?:[-~]{1,2}|到|至|[、,，和])\s?$/.test(scene.text.slice(last.to, from));
}
