/** One way of writing for everything that readers and exact forms look at. Pure. */

/** Full width to half width, all kinds of blanks to one, no blank at the ends; line breaks stay. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f]/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}
