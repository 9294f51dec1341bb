/** A bag of words: what is left of a text when all of them are taken out is what they do not explain. Pure. */

const lookaround = /\(\?<?[=!][^)]*\)/g;
const alternative = /(?:\((?:[^()]|\([^)]*\))*\)|\[[^\]]*\](?:\{[^}]*\})?|[^|([])+/g;

/** How many characters a word can take at most. */
function lengthOf(word: string): number {
  const plain = word
    .replace(lookaround, '')
    .replace(/\(\?:([^)]*)\)/g, (_, options: string) =>
      options.split('|').reduce((a, b) => (b.length > a.length ? b : a), ''),
    )
    .replace(/\[[^\]]*\]/g, '#')
    .replace(/\{[0-9],?([0-9]?)\}/g, (_, most: string) => '#'.repeat(Math.max(0, Number(most) - 1)));
  // 我们班 before 我们俩?, which may take less.
  return plain.replace(/[?\\]/g, '').length - (plain.includes('?') ? 0.5 : 0);
}

/** One pattern for groups of words, each parted by bars; the longest first, so that 办 takes nothing from 办公室. */
export function bagOf(groups: readonly string[]): RegExp {
  const words = groups.flatMap((group) => group.match(alternative) ?? []);
  return new RegExp(words.sort((a, b) => lengthOf(b) - lengthOf(a)).join('|'), 'g');
}

/** What the words leave of a text. */
export function leftOf(text: string, bag: RegExp): string {
  return text.replace(bag, '');
}
