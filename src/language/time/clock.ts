/** 八点半, 18:30, 9-11点, 差五分九点: the hour and minute as written; which half of the day is decided later. */
import { readNumeral } from '../numeral.ts';
import { notAnHour } from './clock-guards.ts';
import { type Clock, matchAt, type Piece, type Reader } from './piece.ts';

const HOUR =
  '(2[0-4]|幺[零〇幺一二三四五六七八九]|[01]?\\d|二十[一二三四]?|廿[一二三四]?|十[一二三四五六七八九]?|[零〇一二两三四五六七八九])';
const MINUTES =
  '([0-5]\\d|[五四三二]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九幺]|[零〇]\\s?\\d|[一二三四五][零〇五]|\\d)';
/** 30 in 8点30人 counts people. */
const NOT_COUNTED = '(?!\\s?[\\d点%号栋楼元块斤度个]|\\s?(?:人|名|位|户|家|单元|室|岁|公里|米|多))';
const ABOUT = '(?:\\s?(?:整|正|来钟|多钟?|左右|上下|前后|许|不到|出头|准时))?';

const ON_THE_HOUR = new RegExp(
  `${HOUR}\\s?(?:点钟?|时(?![长间候刻常尚代光辰节机段效区装]))(?:过?\\s?(?:(半)钟?|([一二三123])刻钟?|过?(?:${MINUTES}|([一二三四五六七八九]))分(?!之)|${MINUTES}${NOT_COUNTED})|差([一二两三四五六七八九十]{1,2}|\\d{1,2})分|差(一刻))?${ABOUT}`,
  'y',
);
const COLON = new RegExp(`${HOUR}\\s?:\\s?([0-5]\\d)(?::[0-5]\\d)?(?![\\d:])(?:\\s?([ap])\\.?m\\b)?${ABOUT}`, 'iy');
const PERIOD_MARK = new RegExp(`${HOUR}\\.([0-5]\\d)(?![\\d.%元块米])`, 'y');
const AM_PM = new RegExp(`${HOUR}\\s?([ap])\\.?m\\b`, 'iy');
const LACKING = new RegExp(
  `差(?:([一二两三四五六七八九十]{1,2}|\\d{1,2})分钟?|(一刻)钟?)(?:就|不?到)?\\s?${HOUR}点钟?`,
  'y',
);
/** The 9 of 9-11点, 9到11点半, 9点 being unsaid. */
const SHARED = new RegExp(`${HOUR}(半)?(?=\\s?(?:-{1,2}|~|到|至)\\s?${HOUR}\\s?(?:点(?!儿)|:[0-5]\\d))`, 'y');

function number(text: string | undefined): number {
  return text === undefined ? 0 : (readNumeral(text) ?? 0);
}

/** Digits with a leading zero or beyond noon leave no doubt about the half of the day, nor does midnight. */
function clockOf(hourText: string, minute: number, half?: string): Clock | null {
  let hour = number(hourText);
  if (half?.toLowerCase() === 'p' && hour < 12) hour += 12;
  if (half?.toLowerCase() === 'a' && hour === 12) hour = 0;
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null;
  return { hour, minute, exact: half !== undefined || hour > 12 || hour === 0 || /^0\d/.test(hourText) };
}

function piece(clock: Clock | null, from: number, to: number): Piece[] | null {
  return clock && [{ kind: 'clock', clock, from, to }];
}

function readHour(at: number, match: RegExpExecArray): Piece[] | null {
  const [whole, hourText, half, quarter, withFen, digitFen, bare, lacking, quarterLacking] = match;
  let minute = half ? 30 : quarter ? number(quarter) * 15 : number(withFen ?? digitFen ?? bare);
  let hour = hourText!;
  const short = quarterLacking ? 15 : number(lacking);
  if (short > 0 && short < 60) {
    hour = String(number(hourText) - 1);
    minute = 60 - short;
  }
  return piece(clockOf(hour, minute), at, at + whole.length);
}

function readColon(at: number, match: RegExpExecArray): Piece[] | null {
  const found = clockOf(match[1]!, number(match[2]), match[3]);
  return found && piece({ ...found, colon: true }, at, at + match[0].length);
}

function readLacking(text: string, at: number): Piece[] | null {
  const match = matchAt(LACKING, text, at);
  if (!match) return null;
  const short = match[2] ? 15 : number(match[1]);
  if (short < 1 || short > 30) return null;
  return piece(clockOf(String(number(match[3]) - 1), 60 - short), at, at + match[0].length);
}

/** 下午2.30: a full stop only counts right after a part of the day. */
function readFullStop(text: string, at: number, afterPart: boolean): Piece[] | null {
  const match = afterPart ? matchAt(PERIOD_MARK, text, at) : null;
  return match && piece(clockOf(match[1]!, number(match[2])), at, at + match[0].length);
}

export const clock: Reader = {
  name: 'clock time',
  first: '0123456789零〇幺一二两三四五六七八九十廿差',
  unit: '点时:.-~到至半apAP',
  read(scene, at) {
    const { text } = scene;
    if (text[at] === '差') return readLacking(text, at);
    const last = scene.pieces.at(-1);
    const afterPart = last !== undefined && last.kind === 'part' && at - last.to <= 1;
    const colon = matchAt(COLON, text, at);
    if (colon) return notAnHour(scene, at, at + colon[0].length, ':') ? null : readColon(at, colon);
    const hour = matchAt(ON_THE_HOUR, text, at);
    if (hour) return notAnHour(scene, at, at + hour[0].length, hour[0]) ? null : readHour(at, hour);
    const shared = matchAt(SHARED, text, at);
    if (shared)
      return notAnHour(scene, at, at + shared[0].length, '-')
        ? null
        : piece(clockOf(shared[1]!, shared[2] ? 30 : 0), at, at + shared[0].length);
    const half = matchAt(AM_PM, text, at);
    if (half) return piece(clockOf(half[1]!, 0, half[2]), at, at + half[0].length);
    return readFullStop(text, at, afterPart);
  },
};
