/** Scores of the language layer on labelled lines (docs of the `understand` command). Pure. */
import type { Input, Output } from './understand-line.ts';

/** A labelled line: what the `understand` command reads, and what it should say. */
export interface Labelled extends Input {
  intent: string;
  intents?: string[];
  alt?: string[];
  slots: Record<string, unknown>;
  target?: number | number[];
}

export interface Share {
  right: number;
  of: number;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether the intent is one of those that the label takes for right. */
export function rightIntent(label: Labelled, said: Output): boolean {
  return [label.intent, ...(label.alt ?? []), ...(label.intents ?? [])].includes(said.intent);
}

/** How acting in the group without a mention went. A false act is one that no reading of the label allows. */
export function acting(pairs: readonly (readonly [Labelled, Output])[]): { precision: Share; recall: Share } {
  const spoken = pairs.filter(([l]) => l.channel === 'group' && !l.mention);
  const acted = spoken.filter(([, o]) => o.act === 'act' && o.intent !== 'chatter');
  const wanted = spoken.filter(([l]) => l.intent !== 'chatter' && !l.alt?.includes('chatter'));
  return {
    precision: { right: acted.filter(([l, o]) => rightIntent(l, o)).length, of: acted.length },
    recall: {
      right: wanted.filter(([l, o]) => o.act === 'act' && rightIntent(l, o)).length,
      of: wanted.length,
    },
  };
}

/** The number that a line is about, whether the text or the context gave it. */
const numberOf = (found: { slots: Record<string, unknown>; target?: number | number[] }) =>
  found.slots['activityNo'] ?? found.target;

/** One kind of slot over all lines whose label has it. */
export function slotShare(pairs: readonly (readonly [Labelled, Output])[], name: string): Share {
  const value = (x: Labelled | Output) => (name === 'activityNo' ? numberOf(x) : x.slots[name]);
  const asked = pairs.filter(([l]) => value(l) !== undefined);
  return { right: asked.filter(([l, o]) => same(value(l), value(o))).length, of: asked.length };
}

export interface LabelledTime {
  id: number | string;
  now: string;
  text: string;
  start: string | null;
  end: string | null;
  part?: string;
  recur?: string;
  dates?: string[];
  deadline?: true;
}

/** Right, silently wrong (another time was given), or missed (none was given). */
export function judgeTime(label: LabelledTime, said: Omit<LabelledTime, 'now' | 'text'>): 'right' | 'wrong' | 'missed' {
  const fields = ['start', 'end', 'recur', 'dates', 'deadline', 'part'] as const;
  if (fields.every((f) => same(label[f] ?? null, said[f] ?? null))) return 'right';
  return said.start === null && said.end === null ? 'missed' : 'wrong';
}
