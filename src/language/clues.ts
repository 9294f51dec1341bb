/**
 * What a pattern cannot do without: characters, or pairs of neighbouring ones, of which every text that it fits must hold
 * at least one. Read from the pattern itself, so that whoever adds a wording has nothing to keep in step. Pure.
 */

/** One of these stands in whatever a part fits; the lighter, the less is to be expected of a text. */
interface Need {
  clues: readonly string[];
  weight: number;
}

/** What is known of a part of a pattern. */
interface Part {
  /** All that it can fit, where that is a short list; the empty string for what takes no room. */
  fits?: readonly string[];
  /** What must stand there beside; absent when nothing is sure. */
  needs?: Need | undefined;
}

/** More wordings than these are not written out. */
const mostFits = 48;
/** A class of more characters (all of Chinese, all but a comma) says nothing. */
const mostOfClass = 400;
/** Characters that stand in so many lines that their presence says little. */
const common = new Set('的了我不是有个这一来去人到在就大也都好你那上要说没们吗啊');

/** How often a clue may be expected: a pair is far rarer than a character. */
function weightOf(clue: string): number {
  const first = common.has(clue[0]!) ? 8 : 1;
  if (clue.length === 1) return 10 * first;
  return common.has(clue[1]!) ? Math.min(first * 8, 20) / 10 : first / 10;
}

/** The rarest pair of a text, or the text itself when it is one character. */
function clueIn(text: string): string {
  let best = text.slice(0, 2);
  for (let at = 1; at + 2 <= text.length && weightOf(best) > 0.1; at++) {
    const pair = text.slice(at, at + 2);
    if (weightOf(pair) < weightOf(best)) best = pair;
  }
  return best;
}

const needOf = (clues: Iterable<string>): Need => {
  const each = [...new Set(clues)];
  return { clues: each, weight: each.reduce((sum, clue) => sum + weightOf(clue), 0) };
};

/** What is needed where one of these stands; nothing when one of them takes no room. */
function needOfFits(fits: readonly string[]): Need | undefined {
  return fits.includes('') ? undefined : needOf(fits.map(clueIn));
}

const lighter = (a: Need | undefined, b: Need | undefined): Need | undefined =>
  a && b ? (b.weight < a.weight ? b : a) : (a ?? b);

/** All that is known to be needed. */
const whole = ({ fits, needs }: Part): Need | undefined => lighter(fits ? needOfFits(fits) : undefined, needs);

/** One part after the other. */
function sequence(parts: readonly Part[]): Part {
  if (parts.length === 1) return parts[0]!;
  let run: readonly string[] = [''];
  let complete = true;
  let needs: Need | undefined;
  for (const part of parts) {
    needs = lighter(needs, part.needs);
    const { fits } = part;
    if (fits && run.length * fits.length <= mostFits) {
      run = run.length === 1 ? fits.map((text) => run[0] + text) : run.flatMap((text) => fits.map((end) => text + end));
      continue;
    }
    needs = lighter(needs, needOfFits(run));
    run = fits ?? [''];
    complete = false;
  }
  return complete ? { fits: run, needs } : { needs: lighter(needs, needOfFits(run)) };
}

/** One part or the other. */
function choice(parts: readonly Part[]): Part {
  const fits = parts.every((part) => part.fits) ? parts.flatMap((part) => part.fits ?? []) : undefined;
  if (fits && fits.length <= mostFits) return { fits };
  const all = parts.map(whole);
  return all.includes(undefined) ? {} : { needs: needOf(all.flatMap((need) => need?.clues ?? [])) };
}

const anything: Part = {};
const nothing: Part = { fits: [''] };
const escaped: Record<string, string> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' };
const digits = [...'0123456789'];

const times = /[*+?]|\{([0-9]+)(,[0-9]*)?\}/y;
const opening = /\?(?:[:=!]|<[=!]|<[^>]+>)/y;
const code = /u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|[pP]\{[^}]*\}|k<[^>]*>|[0-9]+|./uy;

/** Reads the source of a regular expression; characters that it does not know are no clue, never a wrong one. */
class Reader {
  #at = 0;
  readonly #source: string;
  readonly #unicode: boolean;
  readonly #ignoreCase: boolean;

  constructor(pattern: RegExp) {
    this.#source = pattern.source;
    this.#unicode = pattern.unicode;
    this.#ignoreCase = pattern.ignoreCase;
  }

  read(): Part {
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    return parts.length === 1 ? parts[0]! : choice(parts);
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #sequence(): Part {
    const parts: Part[] = [];
    while (this.#at < this.#source.length && this.#source[this.#at] !== '|' && this.#source[this.#at] !== ')')
      parts.push(this.#repeated(this.#one()));
    return sequence(parts);
  }

  /** A part with what says how often it comes. */
  #repeated(part: Part): Part {
    if (!'*+?{'.includes(this.#source[this.#at] ?? ' ')) return part;
    times.lastIndex = this.#at;
    const found = times.exec(this.#source);
    if (!found) return part;
    this.#at += found[0].length;
    this.#take('?');
    if (found[0] === '?') return part.fits && part.fits.length < mostFits ? { fits: [...part.fits, ''] } : anything;
    if (found[0] === '*' || found[1] === '0') return anything;
    return { needs: whole(part) };
  }

  #one(): Part {
    const next = this.#source[this.#at]!;
    if ('([^$.'.includes(next)) {
      this.#at++;
      if (next === '(') return this.#group();
      return next === '[' ? this.#class() : next === '.' ? anything : nothing;
    }
    const text = this.#character();
    return text === undefined ? anything : text === '' ? nothing : this.#letters([text]);
  }

  #group(): Part {
    opening.lastIndex = this.#at;
    const kind = opening.exec(this.#source)?.[0] ?? '';
    this.#at += kind.length;
    const part = this.read();
    this.#take(')');
    if (kind === '?!' || kind === '?<!') return nothing;
    // What is only looked at takes no room, but must be there.
    if (kind === '?=' || kind === '?<=') return { fits: [''], needs: whole(part) };
    return part;
  }

  /** One character or escape: undefined for what stands for many, empty for what takes no room. */
  #character(): string | undefined {
    const end = this.#unicode ? String.fromCodePoint(this.#source.codePointAt(this.#at)!) : this.#source[this.#at]!;
    this.#at += end.length;
    if (end !== '\\') return end;
    code.lastIndex = this.#at;
    const found = code.exec(this.#source)!;
    this.#at += found[0].length;
    const hex = (this.#unicode ? found[1] : undefined) ?? found[2] ?? found[3];
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (/^[bB]$/.test(found[0])) return '';
    if (/^[dDsSwWpPku0-9c]/.test(found[0])) return undefined;
    return escaped[found[0]] ?? found[0];
  }

  #class(): Part {
    const others = this.#take('^');
    const found: string[] = [];
    let many = others;
    while (!this.#take(']')) {
      const digit = this.#source.startsWith('\\d', this.#at);
      const from = this.#source.startsWith('\\b', this.#at) ? undefined : this.#character();
      if (digit) found.push(...digits);
      else if (!from) many = true;
      else if (this.#source[this.#at] === '-' && this.#source[this.#at + 1] !== ']') {
        this.#at++;
        const to = this.#character();
        const last = to?.codePointAt(0) ?? Number.POSITIVE_INFINITY;
        if (last - from.codePointAt(0)! > mostOfClass) many = true;
        else for (let c = from.codePointAt(0)!; c <= last; c++) found.push(String.fromCodePoint(c));
      } else found.push(from);
    }
    return many || found.length > mostOfClass || found.length === 0 ? anything : this.#letters(found);
  }

  /** Characters as they may be written; letters beyond ASCII that have two cases are left alone. */
  #letters(all: readonly string[]): Part {
    if (!this.#ignoreCase) return all.length <= mostFits ? { fits: all } : { needs: needOf(all) };
    const written = all.flatMap((c) => [...new Set([c, c.toLowerCase(), c.toUpperCase()])]);
    const odd = this.#unicode || written.some((c) => c.charCodeAt(0) > 127 && c.toLowerCase() !== c.toUpperCase());
    return odd ? anything : { fits: written };
  }
}

/**
 * One of these clues, each one or two UTF-16 units, stands in every text that the pattern fits; undefined when the
 * pattern can fit texts that have nothing in common, the empty text among them.
 */
export function cluesOf(pattern: RegExp): readonly string[] | undefined {
  return whole(new Reader(pattern).read())?.clues;
}
