/** 上午, 晌午, 后晌, 今晚's 晚: parts of the day, which are no hours. */
import { after, before, matchAt, type PartOfDay, type Piece, type Reader, type Scene, touching } from './piece.ts';

const WORDS: Record<PartOfDay, string> = {
  dawn: '凌晨|拂晓|黎明|后半夜|下半夜|天不亮|天没亮|天还没亮',
  morning:
    '上午|早上|早晨|早间|一?大?清早|一?大早上?|一早儿?(?!上)|一清早|头晌午?|前晌|上半[晌天日]|头午|上昼|朝早|早饭后|清晨|晨间|早起儿?(?=[\\d一二两三四五六七八九十])',
  noon: '中午|正午|大?晌午头?|响午|午间|晏昼|傍晌|晌乎',
  afternoon: '下午|午后|后晌|后半晌|过晌午?|下半[晌天日]|下晌|过午|下昼|午饭后|中饭后|午休后|午觉后',
  evening:
    '晚上|傍晚|夜里厢|夜里|夜晚|夜间|晚间|黄昏|傍黑儿?|擦黑儿?|天擦黑|晚饭后|吃完晚饭|晚夕|下晚儿?|晚半晌儿?|深夜|半夜三更|半夜|午夜|夜头|天黑(?=[之以]?[前后])',
};

const ORDER: PartOfDay[] = ['dawn', 'morning', 'noon', 'afternoon', 'evening'];
const PATTERN = new RegExp(`大?(?:${ORDER.map((part) => `(${WORDS[part]})`).join('|')})`, 'y');

/** 早上好 greets, 中午饭 and 下午茶 are meals, 平时晚上 is no day. */
const NOT_AFTER = /^(?:好(?![几多])|安(?!排|装|全)|饭(?!后|点|前)|茶|黄恋|恋|档)/;
const NOT_BEFORE = /(?:平时|平常|通常|有时候?|往往)$/;

/** 周六晚, 28号早: one character after a day; 早8点, 晚七点半: one character before an hour. */
const SHORT: Record<string, PartOfDay> = { 早: 'morning', 晨: 'morning', 晚: 'evening', 夜: 'evening', 午: 'noon' };
const SHORT_NOT_AFTER =
  /^(?:一?[点些]|了|安|饭|餐|会(?!儿)|熟|恋|年|婚|已|就|报|到|来|去|走|退|自习|高峰|市|教|操|间|托|报|晚|夜|宵)/;
const HOUR_AFTER =
  /^\s?(?:\d{1,2}|[一二两三四五六七八九十]{1,3})\s?(?:[点:时半]|[-~到至]\s?[\d一二两三四五六七八九十]{1,3}\s?[点:])/;
/** 早一点, 晚两点: a wish, not an hour. */
const WISH = /^\s?[一1]\s?点(?!半|钟|整|\d|[一二三四五]?十|[到至-]\s?[\d一二两三四五六七八九十]{1,3}\s?点)/;

/** 一下午, 一整晚上: how long, not when. 当天晚上: some other day's. */
const LENGTH_BEFORE = /[一整]$/;
const OTHER_DAY_BEFORE = /(?:当天|当日|那天|第二天|次日|头一?天|前一|后一)的?$/;

function readPart(scene: Scene, at: number): Piece[] | null {
  const { text } = scene;
  const match = matchAt(PATTERN, text, at);
  if (!match) return null;
  const part = ORDER[match.slice(1).findIndex((group) => group !== undefined)]!;
  const to = at + match[0].length;
  const next = after(text, to, 3);
  if (NOT_AFTER.test(next)) return null;
  const left = before(text, at);
  const joined = scene.pieces.at(-1)?.to === at;
  if (NOT_BEFORE.test(left)) return null;
  if (!joined && (LENGTH_BEFORE.test(left) || (scene.pieces.length === 0 && OTHER_DAY_BEFORE.test(left)))) return null;
  return [{ kind: 'part', part, from: at, to }];
}

/** The part that one character names at this place, after a day or before an hour. */
export function readShortPart(text: string, at: number, afterDay: boolean): Piece[] | null {
  const part = SHORT[text[at] ?? ''];
  if (part === undefined) return null;
  const next = after(text, at + 1);
  const hour = HOUR_AFTER.test(next) && !WISH.test(next) && text[at] !== '夜' && text[at] !== '午';
  if (!hour && (!afterDay || SHORT_NOT_AFTER.test(next))) return null;
  return [{ kind: 'part', part, from: at, to: at + 1 }];
}

export const dayPart: Reader = {
  name: 'part of the day',
  first: '凌拂黎天后下上早清一大头前朝晨中正晌响午晏傍过晚夜黄擦吃深半',
  read(scene, at) {
    const kind = touching(scene, at)?.kind;
    return (
      readPart(scene, at) ?? readShortPart(scene.text, at, kind === 'day' || kind === 'recur' || kind === 'period')
    );
  },
};
