/** 今天, 明儿, 后天, 大前天, 今朝, 今晚, 明早, 明后天: days counted from today. */
import { addDays } from './calendar.ts';
import { readShortPart } from './day-part.ts';
import { after, before, type Day, matchAt, type Piece, type Reader, type Scene } from './piece.ts';

const CHILD = '儿(?![子女媳童孙科歌])(?:个(?![月人小]))?';
/** Days from today, and every word for it. The first that matches is taken: longer words stand first. */
const WORDS: [number, string][] = [
  [4, '大大后天'],
  [3, `大后[天日]|大后${CHILD}`],
  [-3, `大前[天日]|大前${CHILD}`],
  [
    0,
    `今天|今日(?!头条|美术馆)|今${CHILD}|今个儿|今个(?=[早上下晚])|今朝(?=[早夜晚上下天有来去勿要就])|即日|今(?=[早晚夜晨午]|黑)`,
  ],
  [
    1,
    `明天|明日(?!之|香|方舟)|明${CHILD}|明个儿?|明朝(?=[早夜晚上下有来去勿要会就一二两三四五六七八九十\\d])|听日|明(?=[早晚晨](?!安)|黑)|听(?=[晚朝](?![会到见说]))`,
  ],
  [2, `后天(?!性|天)|后日|后${CHILD}|后个儿|后个(?=[早上下晌晚])|后(?=晚(?:上|\\d|$))`],
  [-1, `昨天|昨日(?!重现)|昨${CHILD}|昨个儿?|夜${CHILD}|夜个(?=[早上下晚])|寻日|琴日|昨(?=[晚夜晨])`],
  [-2, `前天|前日|前${CHILD}|前(?=晚(?:上|$|[\\s，。]))`],
];
const PATTERN = new RegExp(WORDS.map(([, words]) => `(${words})`).join('|'), 'y');
const LISTS: [RegExp, number[]][] = [
  [/今明后三?天/y, [0, 1, 2]],
  [/今明[两二]?[天日]/y, [0, 1]],
  [/明后[两二]?[天日]/y, [1, 2]],
];
/** 以前天天, 今后天气, 先天后天: the character belongs to the word before. */
const JOINED_BEFORE: Record<string, RegExp> = {
  后: /(?:[今以之然最随背往先落]|先天[与和跟、]?)$/,
  前: /[以之目眼从先面提生往此空跟]$/,
  明: /[说表证声文透赶]$/,
  今: /[至迄如当古]$/,
};
/** 今晚 and its like: one character of 早晚夜, which may be 早上 or 晚上 in full. */
const PARTS: Record<string, 'morning' | 'evening' | 'noon'> = {
  早: 'morning',
  晨: 'morning',
  朝: 'morning',
  晚: 'evening',
  夜: 'evening',
  黑: 'evening',
  午: 'noon',
};
const ABOVE = /^上(?!课|班|岗|线|网|楼|门|映|台|来|去|车|火|传|交|报|街|山|学)/;

function dayPiece(scene: Scene, step: number, from: number, to: number): Piece {
  const day: Day = { date: addDays(scene.now.date, step), named: 'relative' };
  return { kind: 'day', day, from, to };
}

function readLists(scene: Scene, at: number): Piece[] | null {
  for (const [pattern, steps] of LISTS) {
    const match = matchAt(pattern, scene.text, at);
    if (match)
      return steps.map((step, i) =>
        dayPiece(scene, step, at + i, i === steps.length - 1 ? at + match[0].length : at + i + 1),
      );
  }
  return null;
}

/** The 晚 or 晚上 right after a day that ends with it in one word. */
function partOfIt(text: string, at: number, alone: boolean): Piece[] {
  const char = text[at] ?? '';
  const part = PARTS[char];
  if (part === undefined || (!alone && readShortPart(text, at, true) === null && !/^[早晚]上/.test(after(text, at, 2))))
    return [];
  const to =
    at +
    1 +
    (/[早晚午]/.test(char) && ABOVE.test(after(text, at + 1, 2)) ? 1 : 0) +
    (char === '夜' && /^里/.test(after(text, at + 1, 1)) ? 1 : 0);
  return [{ kind: 'part', part, from: at, to }];
}

export const relativeDay: Reader = {
  name: 'day counted from today',
  first: '大今明后昨前听夜即寻琴',
  read(scene, at) {
    const { text } = scene;
    const match = matchAt(PATTERN, text, at);
    if (!match) return JOINED_BEFORE[text[at]!]?.test(before(text, at, 3)) ? null : readLists(scene, at);
    const index = match.slice(1).findIndex((group) => group !== undefined);
    if (JOINED_BEFORE[text[at]!]?.test(before(text, at, 3))) return null;
    const to = at + match[0].length;
    const short = match[0].length === 1;
    const part = short || /^[早晚]/.test(text[to] ?? '') ? partOfIt(text, to, short) : [];
    return [dayPiece(scene, WORDS[index]![0], at, to), ...part];
  },
};
