/**
 * Exact forms of commands: `认领 {items} {n}人`. A blank in a form stands for any blanks or none, everything else for itself.
 * They match whole lines only and always work, so they are what the help shows.
 */
import { normalise } from '../language/normalise.ts';
import { readNumeral } from '../language/numeral.ts';
import { looksLikeName } from '../language/person.ts';
import { mayFit } from '../language/says.ts';
import type { Ref, Slots } from './meaning.ts';

// Whole numbers only, or “12 10人” would be read as 12, 1 and nobody.
const digits = '(?<![0-9])[0-9]{1,6}(?![0-9])';
const item = `[#№]? ?${digits} ?[A-Za-z]?(?: ?号)?`;
const patterns: Record<string, string> = {
  item,
  items: `${item}(?: ?[、,，;；和 ] ?${item})*`,
  n: `${digits}|[一二两三四五六七八九十百千万]{1,7}`,
  name: '[^\\s、,，。0-9][^\\s、,，。]{0,11}',
  text: '[\\s\\S]+',
};

/** What each blank of a form gives; undefined when it is no number after all (两三). */
const readers: Record<string, (found: string) => Slots | undefined> = {
  item: (found) => ({ refs: readRefs(found) }),
  items: (found) => ({ refs: readRefs(found) }),
  n: (found) => {
    const partySize = readNumeral(found);
    return partySize === null ? undefined : { partySize };
  },
  name: (found) => {
    // 刘姐和王哥 are two; 李和平 is one.
    const several = found.split(/[和跟]/);
    return { names: several.length > 1 && several.every(looksLikeName) ? several : [found] };
  },
  text: (found) => ({ text: found.trim() }),
};

/** `3、7A` → refs 3 and 7A; everything that is not a number with an optional letter is passed over. */
export function readRefs(text: string): Ref[] {
  return [...text.matchAll(/([0-9]{1,6}) ?([A-Za-z])?/g)].map((m) =>
    m[2] ? { number: Number(m[1]), shift: m[2].toUpperCase() } : { number: Number(m[1]) },
  );
}

export interface ExactForm {
  form: string;
  /** What every line of this form begins with; empty when it begins with a blank. */
  head: string;
  /** The slots of a line that this form takes whole, or undefined. */
  match(text: string): Slots | undefined;
  /** The same for a text that is normalised already: every message is tried on every form. */
  matchNormal(text: string): Slots | undefined;
}

/** Compiles one form. Throws on a blank that nobody reads: that is a bug of whoever wrote the form. */
export function exactForm(form: string): ExactForm {
  const names: string[] = [];
  const source = form
    .split(/(\{[a-z]+\})/)
    .map((piece) => {
      const name = /^\{([a-z]+)\}$/.exec(piece)?.[1];
      if (!name) return piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s*');
      if (!patterns[name]) throw new Error(`the form “${form}” has a blank {${name}} that nobody reads`);
      names.push(name);
      return `(${patterns[name]})`;
    })
    .join('');
  const expression = new RegExp(`^${source}$`);
  // Most messages begin like no form at all; seeing that costs less than a pattern.
  const head = /^[^{ ]*/.exec(form)?.[0] ?? '';
  const matchNormal = (text: string): Slots | undefined => {
    if (!text.startsWith(head)) return undefined;
    if (!mayFit(expression, text)) return undefined;
    const found = expression.exec(text.replace(/[。.!！~～]+$/, ''));
    if (!found) return undefined;
    const read = names.map((name, i) => readers[name]!(found[i + 1]!));
    return read.includes(undefined) ? undefined : Object.assign({}, ...read);
  };
  return { form, head, matchNormal, match: (text) => matchNormal(normalise(text)) };
}
