/**
 * A message made ready for the frames: spelling folded, the quoted part apart, cut into clauses, and each clause with a
 * skeleton in which numbers and times are one mark each. Everything dear is read when it is first asked for. Pure.
 */
import type { NeedCategory, Place } from '../chat/meaning.ts';
import { readCategory } from './category.ts';
import { readDuration } from './duration.ts';
import { fold } from './fold.ts';
import { type Mood, readMood } from './mood.ts';
import { normalise, unquote } from './normalise.ts';
import { type NumberUse, type Owner, readNumbers } from './number.ts';
import { looksLikeName, readBeneficiary } from './person.ts';
import { readPhone } from './phone.ts';
import { readPlace } from './place.ts';
import { dateSlots } from './when.ts';

/** The mark of each owner in a skeleton. Circled letters cannot occur in normalised text, so they are never the writer's. */
const marks: Record<Owner, string> = {
  phone: 'Ⓜ',
  time: 'Ⓣ',
  day: 'Ⓣ',
  price: 'Ⓐ',
  span: 'Ⓓ',
  place: 'Ⓟ',
  other: 'Ⓐ',
  people: 'Ⓒ',
  nth: 'Ⓝ',
  plus: '⊕',
  amount: 'Ⓐ',
  item: 'Ⓡ',
  bare: 'Ⓑ',
};
const timeWords =
  /(?:大?后天|今天|今儿个?|明天|明儿个?|昨天|昨儿|前天|大前天|今[早晚晨]|明[早晚晨]|昨[晚夜]|周末|[这下本上]+个?(?:周末|周|星期|礼拜)(?!边|围)|[这下本上]个?月(?!子|份)|月底|月初|年底|元旦|春节|端午节?|中秋节?|重阳节?|国庆节?|清明节?|元宵节?|腊八节?|冬至|后晌|晌午|头晌|一早|大清早|清早|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|晚间|当天|那天|这天|(?:礼拜|星期|周)[一二三四五六日天]|格日子|那日|两天都|都可以的时间)/g;
/** Laughter, faces and stretched sounds at the ends say nothing. */
const trimmings =
  /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|\[[\u4e00-\u9fffA-Za-z]{1,6}\]|哈{2,}|嘿{2,}|呵{2,}|h{3,}|[\s~…。.!！、,，;；^_]|～)+/gu;

export interface Clause {
  /** As written, without the mark that ends it. */
  text: string;
  /** Where it begins in the text of the line. */
  at: number;
  /** Without blanks, faces and punctuation; every number and time is one mark. */
  readonly skeleton: string;
  readonly uses: readonly NumberUse[];
  readonly mood: Mood;
}

export interface Line {
  /** What the speaker wrote now, normalised and folded. */
  text: string;
  /** The same before folding, for names. */
  original: string;
  quoted?: { name: string; text: string };
  now: Date;
  readonly uses: readonly NumberUse[];
  /** Cut at punctuation. */
  readonly sentences: readonly Clause[];
  /** Cut at punctuation and blanks. */
  readonly pieces: readonly Clause[];
  /** Clauses to try a frame on: the sentences, then their pieces, each once. */
  readonly clauses: readonly Clause[];
  /** The whole as one clause. */
  readonly whole: Clause;
  readonly mood: Mood;
  /** What the readers find in the whole text. */
  readonly times: ReturnType<typeof dateSlots>;
  readonly place: Place | undefined;
  readonly phone: string | undefined;
  readonly category: NeedCategory | undefined;
  readonly minutes: number | undefined;
  readonly beneficiary: string | undefined;
}

/** Voice turned to text has no commas: such words begin another thought. */
const link = '但是|不过|然后|因为|所以|可是|而且|只不过|另外|我这边|就是说';
const piece = new RegExp(`(?:${link})?(?:(?!${link})[^,，。;；!！?？\\n…\\s])+[?？]*`, 'g');

/** Longest text that is read for meanings; what people type to a bot is shorter, and chain lists are read apart. */
const longest = 1200;

/** Computes once. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A piece between blanks, which may be a name. */
const alone = /(?<=^|[\s:：])[\u4e00-\u9fffA-Za-z]{2,6}(?=\s|$)/g;
const plainClause = /^(?:(?!哈{2}|嘿{2}|呵{2})[\u4e00-\u9fff0-9ⓇⒷⓃⓉⒹⓅⒸⒶⓂⒽ⊕])*$/;

function skeletonOf(text: string, at: number, uses: readonly NumberUse[]): string {
  let out = '';
  let from = 0;
  for (const use of uses) {
    const start = use.at - at;
    if (start < from || use.end - at > text.length) continue;
    out += text.slice(from, start) + marks[use.owner];
    from = use.end - at;
  }
  out += text.slice(from);
  if (/[\s:：]/.test(out)) out = out.replace(alone, (piece) => (looksLikeName(piece) ? 'Ⓗ' : piece));
  out = out.replace(timeWords, 'Ⓣ');
  // Most clauses are plain characters; only the others pay for looking up what is a face and what a mark.
  if (!plainClause.test(out)) out = out.replace(trimmings, '').replace(/[:：()（）"“”'‘’]/g, '');
  return out.replace(/Ⓣ(?:的?Ⓣ)+/g, 'Ⓣ');
}

function clauseOf(text: string, at: number, all: () => readonly NumberUse[]): Clause {
  const uses = once(() => all().filter((u) => u.at >= at && u.end <= at + text.length));
  const skeleton = once(() => skeletonOf(text, at, uses()));
  const mood = once(() => readMood(text));
  return {
    text,
    at,
    get skeleton() {
      return skeleton();
    },
    get uses() {
      return uses();
    },
    get mood() {
      return mood();
    },
  };
}

/** Makes clauses; the same piece of text is one clause, however it was cut, so that it is read once. */
function clauseMaker(all: () => readonly NumberUse[]): (text: string, at: number) => Clause {
  const made = new Map<string, Clause>();
  return (text, at) => {
    const key = `${at} ${text}`;
    const known = made.get(key) ?? clauseOf(text, at, all);
    made.set(key, known);
    return known;
  };
}

/** Cuts a text with a pattern of separators; a question mark stays with what it ends. */
function cut(text: string, pattern: RegExp, make: (text: string, at: number) => Clause): Clause[] {
  return [...text.matchAll(pattern)]
    .filter((m) => m[0].trim())
    .map((m) => {
      const lead = m[0].length - m[0].trimStart().length;
      return make(m[0].trim(), m.index + lead);
    });
}

/** Makes a line of a message; `text` is what stands in the message without the mention of the bot. */
export function lineOf(text: string, now: Date): Line {
  const { own, quoted } = unquote(normalise(text.slice(0, 10_000)));
  const original = own.slice(0, longest);
  const folded = fold(original);
  const uses = once(() => readNumbers(folded));
  const make = clauseMaker(uses);
  const sentences = once(() => cut(folded, /[^,，。;；!！?？\n…]+[?？]*/g, make));
  const pieces = once(() => cut(folded, piece, make));
  const both = once(() => [...new Set([...sentences(), ...pieces()])]);
  const whole = make(folded, 0);
  const times = once(() => dateSlots(folded, now));
  const place = once(() => readPlace(folded));
  const phone = once(() => readPhone(folded));
  const category = once(() => readCategory(folded));
  const minutes = once(() => readDuration(folded));
  const beneficiary = once(() => readBeneficiary(folded));
  return {
    text: folded,
    original,
    ...(quoted ? { quoted } : {}),
    now,
    get uses() {
      return uses();
    },
    get sentences() {
      return sentences();
    },
    get pieces() {
      return pieces();
    },
    get clauses() {
      return both();
    },
    whole,
    get mood() {
      return whole.mood;
    },
    get times() {
      return times();
    },
    get place() {
      return place();
    },
    get phone() {
      return phone();
    },
    get category() {
      return category();
    },
    get minutes() {
      return minutes();
    },
    get beneficiary() {
      return beneficiary();
    },
  };
}
