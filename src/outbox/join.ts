/** Joins answers to a burst into one message: a line for each head, its names in order, the tail of the last. Pure. */
import type { Joinable } from './tables.ts';

/** More names than this are a list: they begin under their head, so many to a line, or nobody finds their own. */
const mostInLine = 10;

export function joinLines(parts: readonly Joinable[]): string {
  const lines = new Map<string, { names: string[]; tail: string }>();
  for (const [i, { head, name, tail, unless }] of parts.entries()) {
    if (unless && parts.slice(i + 1).some((later) => later.head === unless)) continue;
    const line = lines.get(head) ?? { names: [], tail };
    if (!line.names.includes(name)) line.names.push(name);
    line.tail = tail;
    lines.set(head, line);
  }
  return [...lines].map(([head, { names, tail }]) => `${head}${listed(names)}${tail}`).join('\n');
}

function listed(names: readonly string[]): string {
  if (names.length <= mostInLine) return names.join('、');
  const rows = Array.from({ length: Math.ceil(names.length / mostInLine) }, (_, i) =>
    names.slice(i * mostInLine, (i + 1) * mostInLine).join('、'),
  );
  return ['', ...rows].join('\n');
}
