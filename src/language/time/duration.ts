/** 半小时后, 一刻钟之后, 三天后, 两个小时, 90分钟: lengths of time, and moments counted from now. */
import { readNumeral } from '../numeral.ts';
import { addDays, atMinutes, dateOf, monthAfter, monthLength } from './calendar.ts';
import { after, before, matchAt, NUMERIC, type Piece, type Reader, type Scene } from './piece.ts';

const NUMBER = '(\\d{1,4}(?:\\.\\d)?|[零一二两三四五六七八九十百廿卅俩仨]{1,4}|半)';
const HOURS = '(?:小时|钟头|个钟(?!头)|h(?![a-z]))';
const LONG = new RegExp(
  `${NUMBER}\\s?个?(半)?(多)?\\s?${HOURS}(半)?(?:\\s?(?:零|又|加)?${NUMBER}\\s?(?:分钟?|(刻)钟?))?`,
  'iy',
);
const SHORT = new RegExp(`${NUMBER}\\s?(?:分钟|分(?![钟之享类组工配])|(刻)钟|min(?![a-z]))`, 'iy');
const DAYS = new RegExp(
  `(过|再过)?${NUMBER}\\s?(个?半)?个?(天|日|周|星期|礼拜|月|年)(半)?(?=(之后|以后|后(?!台|面|勤|门|天)|过后|之内|以内|内(?!容|部)|之前|以前|前(?![三两一几十]|后|台|面|门))?)`,
  'y',
);

const LATER = /^\s?(?:之后|以后|过后|后(?![台面勤门天])|開外)/;
const EARLIER = /^\s?(?:之前|以前|前(?![后台面门三往]))/;
const WITHIN = /^\s?(?:之内|以内|内(?![容部科]))/;
/** 提前半小时, 步行十分钟, 每户15分钟 are no length of the event. */
const NO_LENGTH_BEFORE =
  /(?:提前|早到|早来|晚到|迟到|推迟|延后|延迟|延长|提早|隔|步行|走路|走|开车|骑车|坐车|车程|路程|每人|每户|每位|每单|每个|一户|等了?|超过|最近|过去|晚了?|早了?|第|隔了|休息|间隔)\s?(?:大概|大约|约|各|要|个|了)?\s?$/;
const NO_LENGTH_AFTER = /^\s?(?:一次|一趟|一轮|一班|的?(?:路程|车程|路)|就到|之[后前]|以[后前]|后|前|一换|内)/;
const THROUGH_BEFORE = /(?:再过|过了?|再等)\s?$/;
/** 开始前半小时, 签到后两小时: counted from something else than now. */
const OTHER_ANCHOR = /(?:开始|结束|签到|活动|下课|放学|会议|开会|出发|[点时半刻])(?:之|以)?[前后]?\s?$/;

/** 一个半, 两小时半, 三个小时: in the unit named; null for a guess (两三个小时). */
function amount(text: string, half: boolean): number | null {
  const value = readNumeral(text);
  return value === null ? null : value + (half ? 0.5 : 0);
}

/** Minutes of a length at this place and where it ends. */
export function readLength(text: string, at: number): { minutes: number; to: number } | null {
  const long = matchAt(LONG, text, at);
  if (long) {
    const hours = amount(long[1]!, long[2] !== undefined || long[4] !== undefined);
    const rest = long[5] === undefined ? 0 : amount(long[5], false);
    if (hours === null || rest === null) return null;
    return { minutes: Math.round(hours * 60 + rest * (long[6] ? 15 : 1)), to: at + long[0].length };
  }
  const short = matchAt(SHORT, text, at);
  const value = short && amount(short[1]!, false);
  if (!short || value === null) return null;
  return { minutes: Math.round(value * (short[2] ? 15 : 1)), to: at + short[0].length };
}

function moment(scene: Scene, minutes: number, from: number, to: number): Piece[] {
  const { date, minutes: now } = scene.now;
  return [{ kind: 'moment', at: atMinutes(date, now + minutes), from, to }];
}

function readMinutes(scene: Scene, at: number): Piece[] | null {
  const { text } = scene;
  const length = readLength(text, at);
  if (!length) return null;
  const { minutes, to } = length;
  const right = after(text, to);
  const left = before(text, at);
  const anchored = OTHER_ANCHOR.test(left);
  const later = matchLength(LATER, right);
  if (later > 0) return anchored || /提前$/.test(left) ? null : moment(scene, minutes, at, to + later);
  if (matchLength(EARLIER, right) > 0)
    return anchored || /提$/.test(left) ? null : moment(scene, -minutes, at, to + matchLength(EARLIER, right));
  if (WITHIN.test(right)) return anchored ? null : moment(scene, minutes, at, to);
  if (THROUGH_BEFORE.test(left) && !/[超通不经]过了?$/.test(left)) return moment(scene, minutes, at, to);
  if (NO_LENGTH_BEFORE.test(left) || NO_LENGTH_AFTER.test(right)) return null;
  return [{ kind: 'length', minutes, from: at, to }];
}

function matchLength(pattern: RegExp, text: string): number {
  return pattern.exec(text)?.[0].length ?? 0;
}

function later(today: string, count: number, unit: string): string {
  if (unit === '天' || unit === '日') return addDays(today, Math.round(count));
  if (unit === '周' || unit === '星期' || unit === '礼拜') return addDays(today, Math.round(count * 7));
  if (count % 1 !== 0) return addDays(today, Math.round(count * (unit === '月' ? 30 : 365)));
  const { year, month } = monthAfter(today, count * (unit === '月' ? 1 : 12));
  return dateOf(year, month, Math.min(+today.slice(8, 10), monthLength(year, month)))!;
}

/** 三天后, 过一周, 半个月后, 三天内, 两天前; a number of days alone is no time. */
function readDays(scene: Scene, at: number): Piece[] | null {
  const { text, now } = scene;
  const match = matchAt(DAYS, text, at);
  if (!match) return null;
  const [whole, through, digits, halfBefore, unit, halfAfter, side] = match;
  if (side === undefined && through === undefined) return null;
  if (unit === '月' && !/个/.test(whole)) return null;
  const count = amount(digits!, halfBefore !== undefined || halfAfter !== undefined);
  if (count === null || count === 0 || count > 400 || /第$|提前$|前$/.test(before(text, at, 2))) return null;
  if (
    through !== undefined &&
    side === undefined &&
    (/^过[一两][天年]/.test(whole) || /[经超通不]$/.test(before(text, at, 1)))
  )
    return null;
  const back = side?.includes('前') ?? false;
  const inside = side?.includes('内') ?? false;
  const to = at + whole.length + (inside ? 0 : (side?.length ?? 0));
  return [{ kind: 'day', day: { date: later(now.date, back ? -count : count, unit!), named: 'exact' }, from: at, to }];
}

export const duration: Reader = {
  name: 'length of time',
  first: '0123456789零一二两三四五六七八九十百廿卅俩仨半过再',
  unit: '个小钟分刻天日周星礼月年半多hm.HM',
  read(scene, at) {
    const char = scene.text[at]!;
    if (/[过再]/.test(char)) return readDays(scene, at);
    const joined = (scene.pieces.at(-1)?.to ?? -1) === at;
    if (!joined && NUMERIC.test(scene.text[at - 1] ?? '')) return null;
    if (/[第.]$/.test(before(scene.text, at, 1)) || /[点时:]$/.test(before(scene.text, at, 1))) return null;
    return readMinutes(scene, at) ?? readDays(scene, at);
  },
};
