/** Which lines of a piece were taken in before: people copy overlapping pieces, and nothing may count twice. Pure. */

/** Something of the group that was taken in, as it stands in the inbox. */
export interface Seen {
  id: string;
  name: string;
  text: string;
  /** Local time, `YYYY-MM-DDTHH:mm`; the moment of pasting when the piece told no time. */
  at: string;
  /** The piece told the time. */
  timed: boolean;
}

/** A line of the piece: what was said, or that its words were taken back. */
export interface Piece {
  name: string;
  /** Absent for words that were taken back. */
  text?: string;
  at?: string;
}

/** Lines without times are compared with what was taken in within so many hours; later they may be said anew. */
const untimedHours = 12;
/** The same words stand so often in a day's talk; older ones are not looked at. */
const mostAlike = 40;

/** What copying changes of a text are its blanks. */
export const squeezed = (text: string): string => text.replace(/\s+/g, '');
const keyOf = (name: string, text: string) => `${name}\n${squeezed(text)}`;

/**
 * Finds each line in what was taken in before, as runs of neighbours: an overlapping piece repeats its neighbours too.
 * A line whose time is known needs no neighbours, and words that were taken back are found only between them.
 * @param now local time of pasting
 * @returns for each line the index in `seen`, or undefined when it is new
 */
export function overlap(seen: readonly Seen[], piece: readonly Piece[], now: string): (number | undefined)[] {
  const found: (number | undefined)[] = piece.map(() => undefined);
  const used = new Set<number>();
  const places = new Map<string, number[]>();
  for (const [j, { name, text }] of seen.entries()) {
    const key = keyOf(name, text);
    places.set(key, [...(places.get(key) ?? []).slice(-mostAlike), j]);
  }
  const recent = (j: number) => Date.parse(`${now}Z`) - Date.parse(`${seen[j]!.at}Z`) <= untimedHours * 3_600_000;
  const alike = (i: number, j: number): boolean => {
    const [here, there] = [piece[i], seen[j]];
    if (!here || !there || used.has(j) || here.name !== there.name) return false;
    // What still stands there was not what they took back.
    if (here.text === undefined) return !alike(i + 1, j);
    if (squeezed(here.text) !== squeezed(there.text)) return false;
    return here.at !== undefined && there.timed ? here.at === there.at : recent(j);
  };
  const run = (i: number, j: number): number => {
    let length = 0;
    while (alike(i + length, j + length)) length += 1;
    return length;
  };
  for (let i = 0; i < piece.length; ) {
    const { text, at, name } = piece[i]!;
    let best = { length: 0, j: -1 };
    for (const j of text === undefined ? [] : (places.get(keyOf(name, text)) ?? [])) {
      const length = run(i, j);
      if (length >= best.length) best = { length, j };
    }
    const sure = best.length >= 2 || i === 0 || (at !== undefined && seen[best.j]?.timed === true);
    const taken = sure ? best.length : 0;
    for (let k = 0; k < taken; k += 1) {
      found[i + k] = best.j + k;
      used.add(best.j + k);
    }
    i += Math.max(1, taken);
  }
  return found;
}

/** Whether words are the bot's own, which somebody posted for it: one of its texts, or several one after the other. */
export function isOurs(words: string, texts: readonly string[]): string[] {
  let rest = squeezed(words);
  const told: string[] = [];
  const known = texts.map((text) => ({ text, short: squeezed(text) })).filter(({ short }) => short.length >= 6);
  while (rest !== '') {
    const next = known.filter(({ short }) => rest.startsWith(short)).sort((a, b) => b.short.length - a.short.length)[0];
    if (!next) return [];
    told.push(next.text);
    rest = rest.slice(next.short.length);
  }
  return told;
}
