/** Joins answers to a burst into one message: one line for each head, its names in order, the tail of the last. Pure. */
import type { Joinable } from './tables.ts';

export function joinLines(parts: readonly Joinable[]): string {
  const lines = new Map<string, { names: string[]; tail: string }>();
  for (const { head, name, tail } of parts) {
    const line = lines.get(head) ?? { names: [], tail };
    if (!line.names.includes(name)) line.names.push(name);
    line.tail = tail;
    lines.set(head, line);
  }
  return [...lines].map(([head, { names, tail }]) => `${head}${names.join('、')}${tail}`).join('\n');
}
