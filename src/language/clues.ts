/**
 * What a pattern cannot do without: characters, or pairs of neighbouring ones, of which every text that it fits must hold
 * at least one. Read from the pattern itself, so that whoever adds a wording has nothing to keep in step. Pure.
 */

/** What is known of a part of a pattern. */
interface Part {
  /** All that it can fit, where that is a short list; the empty string for what takes no room. */
  fits?: readonly string[];
  /** One of these stands in whatever it fits; absent when nothing is sure. */
  needs?: readonly string[];
}

/** More wordings than these are not written out. */
const mostFits = 48;
/** A class of more characters (all of Chinese, all but a comma) says nothing. */
const mostOfClass = 400;
/** Characters that stand in so many lines that their presence says little. */
const common = new Set('的了我不是有个这一来去人到在就大也都好你那上要说没们吗啊');

/** How often a clue may be expected: a pair is far rarer than a character. */
function weight(clue: string): number {
  const one = (c: string) => (common.has(c) ? 8 : 1);
  return clue.length === 1 ? 10 * one(clue) : Math.min(one(clue[0]!) * one(clue[1]!), 20) / 10;
}

const weightOf = (clues: readonly string[]): number => clues.reduce((sum, clue) => sum + weight(clue), 0);

/** The rarest pair of a text, or the text itself when it is one character. */
function clueIn(text: string): string {
  let best = text.slice(0, 2);
  for (let at = 1; at + 2 <= text.length; at++) {
    const pair = text.slice(at, at + 2);
    if (weight(pair) < weight(best)) best = pair;
  }
  return best;
}

/** The less that is expected, the better a need: fewer and rarer clues. */
function better(a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined {
  if (!a || !b) return a ?? b;
  return weightOf(b) < weightOf(a) ? b : a;
}

const needOf = (fits: readonly string[]): readonly string[] | undefined =>
  fits.every((text) => text !== '') ? [...new Set(fits.map(clueIn))] : undefined;

/** One part after the other. */
function sequence(parts: readonly Part[]): Part {
  let run: readonly string[] = [''];
  let whole = true;
  let needs: readonly string[] | undefined;
  for (const part of parts) {
    needs = better(needs, part.needs);
    const { fits } = part;
    if (fits && run.length * fits.length <= mostFits) {
      run = run.flatMap((before) => fits.map((after) => before + after));
      continue;
    }
    needs = better(needs, needOf(run));
    run = fits ?? [''];
    whole = false;
  }
  needs = better(needs, needOf(run));
  return { ...(whole ? { fits: run } : {}), ...(needs ? { needs } : {}) };
}

/** One part or the other. */
function choice(parts: readonly Part[]): Part {
  const fits = parts.every((part) => part.fits) ? parts.flatMap((part) => part.fits ?? []) : undefined;
  const needs = parts.every((part) => part.needs) ? [...new Set(parts.flatMap((part) => part.needs ?? []))] : undefined;
  return { ...(fits && fits.length <= mostFits ? { fits } : {}), ...(needs ? { needs } : {}) };
}

const anything: Part = {};
const nothing: Part = { fits: [''] };
const escaped: Record<string, string> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' };
const digits = [...'0123456789'];

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
    const times = /[*+?]|\{([0-9]+)(,[0-9]*)?\}/y;
    times.lastIndex = this.#at;
    const found = times.exec(this.#source);
    if (!found) return part;
    this.#at += found[0].length;
    this.#take('?');
    if (found[0] === '?') return part.fits && part.fits.length < mostFits ? { fits: [...part.fits, ''] } : anything;
    if (found[0] === '*' || found[1] === '0') return anything;
    return part.needs ? { needs: part.needs } : anything;
  }

  #one(): Part {
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) return this.#class();
    if (this.#take('^') || this.#take('$')) return nothing;
    if (this.#take('.')) return anything;
    const text = this.#character();
    return text === undefined ? anything : text === '' ? nothing : this.#letters([text]);
  }

  #group(): Part {
    const opening = /\?(?:[:=!]|<[=!]|<[^>]+>)/y;
    opening.lastIndex = this.#at;
    const kind = opening.exec(this.#source)?.[0] ?? '';
    this.#at += kind.length;
    const part = this.read();
    this.#take(')');
    if (kind === '?!' || kind === '?<!') return nothing;
    // What is only looked at takes no room, but must be there.
    if (kind === '?=' || kind === '?<=') return part.needs ? { fits: [''], needs: part.needs } : nothing;
    return part;
  }

  /** One character or escape: undefined for what stands for many, empty for what takes no room. */
  #character(): string | undefined {
    const end = this.#unicode ? String.fromCodePoint(this.#source.codePointAt(this.#at)!) : this.#source[this.#at]!;
    this.#at += end.length;
    if (end !== '\\') return end;
    const code = /u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|[pP]\{[^}]*\}|k<[^>]*>|[0-9]+|./uy;
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
    if (!this.#ignoreCase) return { ...(all.length <= mostFits ? { fits: all } : {}), needs: all.map(clueIn) };
    const written = all.flatMap((c) => [...new Set([c, c.toLowerCase(), c.toUpperCase()])]);
    const odd = this.#unicode || written.some((c) => c.charCodeAt(0) > 127 && c.toLowerCase() !== c.toUpperCase());
    return odd ? anything : { fits: written, needs: written };
  }
}

/**
 * One of these clues, each one or two UTF-16 units, stands in every text that the pattern fits; undefined when the
 * pattern can fit texts that have nothing in common, the empty text among them.
 */
export function cluesOf(pattern: RegExp): readonly string[] | undefined {
  return new Reader(pattern).read().needs;
}
