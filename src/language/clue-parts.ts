/** How what is known of the parts of a pattern adds up (clues.ts reads the parts). Pure. */

/** One of these stands in whatever a part fits; the lighter, the less is to be expected of a text. */
interface Need {
  clues: readonly string[];
  weight: number;
}

/** What is known of a part of a pattern. */
export interface Part {
  /** All that it can fit, where that is a short list; the empty string for what takes no room. */
  fits?: readonly string[];
  /** What must stand there beside; absent when nothing is sure. */
  needs?: Need | undefined;
}

export const anything: Part = {};
export const nothing: Part = { fits: [''] };

/** More wordings than these are not written out. */
export const mostFits = 48;
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

/** What is needed where one of these stands; nothing when one of them takes no room. */
export function needOf(fits: readonly string[]): Need | undefined {
  const clues: string[] = [];
  let weight = 0;
  for (const text of fits) {
    if (text === '') return undefined;
    const clue = clueIn(text);
    clues.push(clue);
    weight += weightOf(clue);
  }
  return { clues, weight };
}

const lighter = (a: Need | undefined, b: Need | undefined): Need | undefined =>
  a && b ? (b.weight < a.weight ? b : a) : (a ?? b);

/** All that is known to be needed. */
export const whole = ({ fits, needs }: Part): Need | undefined => (fits ? lighter(needOf(fits), needs) : needs);

/** One part after the other. */
export function sequence(parts: readonly Part[]): Part {
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
    needs = lighter(needs, needOf(run));
    run = fits ?? [''];
    complete = false;
  }
  return complete ? { fits: run, needs } : { needs: lighter(needs, needOf(run)) };
}

/** One part or the other. */
export function choice(parts: readonly Part[]): Part {
  let count = 0;
  for (const { fits } of parts) count += fits?.length ?? mostFits + 1;
  if (count <= mostFits) return { fits: parts.flatMap(({ fits }) => fits ?? []) };
  const clues: string[] = [];
  let weight = 0;
  for (const part of parts) {
    const need = whole(part);
    if (!need) return anything;
    for (const clue of need.clues) clues.push(clue);
    weight += need.weight;
  }
  return { needs: { clues, weight } };
}
