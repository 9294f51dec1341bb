/** Quoted replies as they are copied: the quoted words stand above the answer or below it. Pure. */

export interface Unfolded {
  text: string;
  quote?: { name: string; text: string };
}

/** Dashes that stand between a quote and its answer. */
export const isRule = (row: string): boolean => row.length <= 200 && /^[-—－–_\s]{5,}$/.test(row);

const opening = /^「([^:：」\n]{1,30})[:：]/;
const below = /^(?:「([^:：」]{1,30})[:：]([^」]*)」|引用\s?(\S{1,24}) 的消息\s?[:：]\s?(.*))$/;

/** Takes a quoted message off what was answered to it. What only looks like one stays as it is. */
export function unfold(text: string): Unfolded {
  return above(text) ?? under(text) ?? { text };
}

function above(text: string): Unfolded | undefined {
  const name = opening.exec(text);
  const end = name ? text.indexOf('」\n') : -1;
  if (!name || end < 0) return undefined;
  const rows = text.slice(end + 2).split('\n');
  const first = rows.findIndex((row) => row.trim() !== '' && !isRule(row));
  if (first < 0) return undefined;
  const quote = { name: name[1]!.trim(), text: text.slice(name[0].length, end).trim() };
  return { text: rows.slice(first).join('\n').trim(), quote };
}

function under(text: string): Unfolded | undefined {
  const last = text.lastIndexOf('\n');
  const found = last < 0 ? null : below.exec(text.slice(last + 1));
  if (!found) return undefined;
  const rows = text.slice(0, last).split('\n');
  while (rows.length > 0 && (rows.at(-1)!.trim() === '' || isRule(rows.at(-1)!))) rows.pop();
  if (rows.length === 0) return undefined;
  return {
    text: rows.join('\n').trim(),
    quote: { name: (found[1] ?? found[3])!.trim(), text: (found[2] ?? found[4])!.trim() },
  };
}
