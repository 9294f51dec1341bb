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
import { partySlots } from './party.ts';
import { looksLikeName, readBeneficiary } from './person.ts';
import { readPhone } from './phone.ts';
import { readPlace } from './place.ts';
import { all, says } from './says.ts';
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
  /** Nothing but one digit in a frame or a circle, as menus are numbered: 2️⃣. */
  readonly marked: boolean;
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
  /** How many the speaker speaks for. */
  readonly party: ReturnType<typeof partySlots>;
  readonly beneficiary: string | undefined;
}

/** Voice turned to text has no commas: such words begin another thought. */
const link = '但是|不过|然后|因为|所以|可是|而且|只不过|另外|我这边|就是说';
/** A question mark stays with what it ends. */
const sentence = /[^,，。;；!！?？\n…]+[?？]*/g;
const plainPiece = /[^,，。;；!！?？\n…\s]+[?？]*/g;
const anyLink = new RegExp(link);
const linkedPiece = new RegExp(`(?:${link})?(?:(?!${link})[^,，。;；!！?？\\n…\\s])+[?？]*`, 'g');

/** Longest text that is read for meanings; what people type to a bot is shorter, and chain lists are read apart. */
const longest = 1200;

/** A piece between blanks, which may be a name. */
const alone = /(?<=^|[\s:：,，、])[\u4e00-\u9fffA-Za-z]{2,6}(?=[\s,，、]|$)/g;
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
  if (/[\s:：,，、]/.test(out)) out = out.replace(alone, (piece) => (looksLikeName(piece) ? 'Ⓗ' : piece));
  // Most clauses are plain characters; only the others pay for looking up what is a face and what a mark.
  if (!plainClause.test(out)) out = out.replace(trimmings, '').replace(/[:：()（）"“”'‘’]/g, '');
  return uses.length > 1 ? out.replace(/Ⓣ(?:的?Ⓣ)+/g, 'Ⓣ') : out;
}

/** A clause that reads itself when it is asked. */
class LazyClause implements Clause {
  #uses?: readonly NumberUse[];
  #skeleton?: string;
  #mood?: Mood;
  readonly text: string;
  readonly at: number;
  readonly #line: { readonly uses: readonly NumberUse[] };

  constructor(text: string, at: number, line: { readonly uses: readonly NumberUse[] }) {
    this.text = text;
    this.at = at;
    this.#line = line;
  }
  get uses(): readonly NumberUse[] {
    const end = this.at + this.text.length;
    this.#uses ??= this.#line.uses.filter((u) => u.at >= this.at && u.end <= end);
    return this.#uses;
  }
  get skeleton(): string {
    this.#skeleton ??= skeletonOf(this.text, this.at, this.uses);
    return this.#skeleton;
  }
  get mood(): Mood {
    this.#mood ??= readMood(this.text);
    return this.#mood;
  }
}

/** What a reader found in the whole text; a box, since nothing is an answer too. */
type Box<T> = { readonly value: T };

/** A line that reads itself when it is asked. */
class LazyLine implements Line {
  #uses?: readonly NumberUse[];
  #sentences?: readonly Clause[];
  #pieces?: readonly Clause[];
  #clauses?: readonly Clause[];
  #times?: Line['times'];
  #party?: Line['party'];
  #place?: Box<Place | undefined>;
  #phone?: Box<string | undefined>;
  #category?: Box<NeedCategory | undefined>;
  #minutes?: Box<number | undefined>;
  #beneficiary?: Box<string | undefined>;
  /** The same piece of text is one clause, however it was cut, so that it is read once; by its place and length. */
  readonly #made = new Map<number, Clause>();
  readonly text: string;
  readonly original: string;
  readonly now: Date;
  readonly quoted?: { name: string; text: string };
  readonly marked: boolean;
  readonly whole: Clause;

  constructor(original: string, now: Date, quoted: Line['quoted'], marked: boolean) {
    this.original = original;
    this.marked = marked;
    this.text = fold(original);
    this.now = now;
    if (quoted) this.quoted = quoted;
    this.whole = this.#clause(this.text, 0);
  }
  #clause(text: string, at: number): Clause {
    const key = at * 2 * longest + text.length;
    const known = this.#made.get(key);
    if (known) return known;
    const clause = new LazyClause(text, at, this);
    this.#made.set(key, clause);
    return clause;
  }
  #cut(pattern: RegExp): Clause[] {
    const found: Clause[] = [];
    for (const m of all(pattern, this.text)) {
      const text = m[0].trim();
      if (text) found.push(this.#clause(text, m.index + m[0].length - m[0].trimStart().length));
    }
    return found;
  }
  get uses() {
    this.#uses ??= readNumbers(this.text);
    return this.#uses;
  }
  get sentences() {
    this.#sentences ??= this.#cut(sentence);
    return this.#sentences;
  }
  get pieces() {
    // Without blanks and links the pieces are the sentences.
    this.#pieces ??= says(anyLink, this.text)
      ? this.#cut(linkedPiece)
      : /\s/.test(this.text)
        ? this.#cut(plainPiece)
        : this.sentences;
    return this.#pieces;
  }
  get clauses() {
    this.#clauses ??=
      this.pieces === this.sentences ? this.sentences : [...new Set([...this.sentences, ...this.pieces])];
    return this.#clauses;
  }
  get mood() {
    return this.whole.mood;
  }
  get times() {
    this.#times ??= dateSlots(this.text, this.now);
    return this.#times;
  }
  get party() {
    this.#party ??= partySlots(this.text);
    return this.#party;
  }
  get place() {
    this.#place ??= { value: readPlace(this.text) };
    return this.#place.value;
  }
  get phone() {
    this.#phone ??= { value: readPhone(this.text) };
    return this.#phone.value;
  }
  get category() {
    this.#category ??= { value: readCategory(this.text) };
    return this.#category.value;
  }
  get minutes() {
    this.#minutes ??= { value: readDuration(this.text) };
    return this.#minutes.value;
  }
  get beneficiary() {
    this.#beneficiary ??= { value: readBeneficiary(this.text) };
    return this.#beneficiary.value;
  }
}

const marked = /^\s*(?:[0-9]\ufe0f?\u20e3|[\u2460-\u2473\u2776-\u2793])\s*$/;

/** Makes a line of a message; `text` is what stands in the message without the mention of the bot. */
export function lineOf(text: string, now: Date): Line {
  const { own, quoted } = unquote(normalise(text.slice(0, 10_000)));
  return new LazyLine(own.slice(0, longest), now, quoted, text.length < 8 && marked.test(text));
}
