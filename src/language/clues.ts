/**
 * What a pattern cannot do without: characters, or pairs of neighbouring ones, of which every text that it fits must hold
 * at least one. Read from the pattern itself, so that whoever adds a wording has nothing to keep in step. Pure.
 */
import { anything, choice, mostFits, needOf, nothing, type Part, sequence, whole } from './clue-parts.ts';

/** A class of more characters (all of Chinese, all but a comma) says nothing. */
const mostOfClass = 400;

const escaped: Record<string, string> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' };
const digits = [...'0123456789'];

const plain = /[^\\^$.*+?()[\]{}|]+(?![*+?{])/y;
const inGroup = /(?:[^()[\\]|\\.|\[(?:[^\]\\]|\\.)*\])+/y;
const shortGroup = 24;
const times = /[*+?]|\{([0-9]+)(,[0-9]*)?\}/y;
const opening = /\?(?:[:=!]|<[=!]|<[^>]+>)/y;
const code = /u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|[pP]\{[^}]*\}|k<[^>]*>|c[A-Za-z]|[0-9]+|./uy;

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
      parts.push(this.#words() ?? this.#repeated(this.#one()));
    return sequence(parts);
  }

  /** Plain characters up to the next that means something else, in one. */
  #words(): Part | undefined {
    if (this.#unicode || this.#ignoreCase) return undefined;
    plain.lastIndex = this.#at;
    const found = plain.exec(this.#source)?.[0];
    if (!found) return undefined;
    this.#at += found.length;
    return { fits: [found] };
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
    if (this.#skipped()) return anything;
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

  /** Passes over a group that may be absent, which is no clue whatever it holds; a short one may still part two words. */
  #skipped(): boolean {
    let depth = 1;
    let at = this.#at;
    while (depth > 0) {
      inGroup.lastIndex = at;
      if (inGroup.test(this.#source)) at = inGroup.lastIndex;
      depth += this.#source[at++] === '(' ? 1 : -1;
    }
    const optional = this.#source.startsWith('{0', at) || '*?'.includes(this.#source[at] ?? '.');
    if (!optional || at - this.#at < shortGroup) return false;
    this.#at = at;
    return true;
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
      const from = this.#character();
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
  if (pattern.flags.includes('v')) return undefined;
  const need = whole(new Reader(pattern).read());
  return need && [...new Set(need.clues)];
}
