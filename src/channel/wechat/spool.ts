/**
 * What came from WeChat and is not yet safe with the channel: a small file to which lines are only added. It is
 * written before anything else happens to an event, so that a kill at any time loses none.
 */
import { closeSync, existsSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { type Incoming, incomingSchema } from '../../chat/message.ts';

const lineSchema = z.union([
  z.object({ seq: z.number().int(), event: incomingSchema, rest: z.unknown().optional() }),
  z.object({ done: z.number().int() }),
]);

export interface Entry {
  seq: number;
  event: Incoming;
  /** What is still to be done to complete the event; its meaning belongs to the adapter. */
  rest?: unknown;
}

export interface Spool {
  /** What an earlier process left, oldest first. */
  readonly left: readonly Entry[];
  keep(event: Incoming, rest?: unknown): Entry;
  drop(seq: number): void;
  close(): void;
}

/** A last line that a kill cut short is skipped: its event was not taken yet either. */
function readEntries(file: string): Map<number, Entry> {
  const entries = new Map<number, Entry>();
  if (!existsSync(file)) return entries;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const parsed = lineSchema.safeParse(parse(line));
    if (!parsed.success) continue;
    if ('done' in parsed.data) entries.delete(parsed.data.done);
    else entries.set(parsed.data.seq, parsed.data);
  }
  return entries;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

export function openSpool(file: string): Spool {
  const open = readEntries(file);
  const left = [...open.values()];
  let last = Math.max(0, ...open.keys());
  const handle = openSync(file, 'a', 0o600);
  // A line cut short must not swallow the next one.
  if (left.length > 0) writeSync(handle, '\n');
  const write = (line: unknown) => writeSync(handle, `${JSON.stringify(line)}\n`);
  if (left.length === 0) ftruncateSync(handle);
  return {
    left,
    keep(event, rest) {
      last += 1;
      const entry = { seq: last, event, rest };
      open.set(last, entry);
      write(entry);
      fdatasyncSync(handle);
      return entry;
    },
    drop(seq) {
      if (!open.delete(seq)) return;
      if (open.size === 0) ftruncateSync(handle);
      else write({ done: seq });
    },
    close: () => closeSync(handle),
  };
}
