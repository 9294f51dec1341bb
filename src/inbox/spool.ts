/**
 * Where events wait while the database is away: files of JSON lines, flushed to the disk before the channel may forget an
 * event, handed on in the order of their coming. A file is removed when all of it has been handed on; after a crash in
 * between its events come once more, which the inbox sees by their ids.
 */
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { incomingSchema } from '../chat/message.ts';
import { flush, flushPath } from '../db/flush.ts';
import { lockFolder } from '../db/lock.ts';

const spooledSchema = z.object({
  /** The channel's name and account, as the inbox keeps them. */
  channel: z.string(),
  account: z.string(),
  event: incomingSchema,
});
export type Spooled = z.infer<typeof spooledSchema>;

export interface Spool {
  /** How many events wait. While any do, new ones must wait behind them, or a chat is handled out of order. */
  waiting(): number;
  /** Resolves when the event is on the disk. Rejects (as `isFull` knows) when it could not be written. */
  append(event: Spooled): Promise<void>;
  /**
   * Hands on everything that waits, in order, also what comes in meanwhile; returns how many there were. When `handle`
   * rejects, so does this; that event and what follows it go on waiting.
   */
  drain(handle: (event: Spooled) => Promise<void>): Promise<number>;
  close(): Promise<void>;
}

interface Line {
  text: string;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Opens the spool in `folder`, made if it is not there, with what an earlier process left in it. Throws an Error with one
 * Chinese sentence when another process has it.
 * @param flushFile for tests
 */
export async function openSpool(folder: string, flushFile: (fd: number) => void = flush): Promise<Spool> {
  const lock = await lockFolder(folder, 'if possible');
  let next = 1 + Math.max(0, ...filesIn(folder).map((name) => Number.parseInt(name, 10)));
  let left = linesIn(folder);
  let file: { name: string; fd: number } | undefined;
  let lines: Line[] = [];
  let writing: Promise<void> | undefined;
  let draining: Promise<number> | undefined;
  /** How many lines of the oldest file have been handed on. */
  let handedOn = 0;

  function endFile(): void {
    if (file) fs.closeSync(file.fd);
    file = undefined;
  }

  /** Writes all lines that came while the last ones were written, with one flush for all of them. */
  function write(): void {
    const batch = lines;
    lines = [];
    try {
      file ??= newFile(folder, next++, flushFile);
      fs.writeFileSync(file.fd, batch.map((line) => line.text).join(''));
      flushFile(file.fd);
    } catch (error) {
      // The file may end in the middle of a line, so nothing may follow there; whole lines in it count, although refused.
      endFile();
      left = linesIn(folder) - handedOn;
      for (const line of batch) line.reject(error);
      return;
    }
    left += batch.length;
    for (const line of batch) line.resolve();
  }

  async function handOn(handle: (event: Spooled) => Promise<void>): Promise<number> {
    let count = 0;
    for (;;) {
      await writing;
      const [name] = filesIn(folder);
      if (!name) return count;
      if (name === file?.name) endFile();
      for (const line of linesOf(folder, name).slice(handedOn)) {
        const spooled = read(line);
        if (spooled) await handle(spooled);
        else fs.appendFileSync(path.join(folder, 'unreadable.txt'), `${line}\n`);
        handedOn++;
        count++;
        left--;
      }
      fs.unlinkSync(path.join(folder, name));
      handedOn = 0;
    }
  }

  return {
    waiting: () => left,
    append: (event) =>
      new Promise((resolve, reject) => {
        lines.push({ text: `${JSON.stringify(event)}\n`, resolve, reject });
        writing ??= Promise.resolve().then(() => {
          writing = undefined;
          write();
        });
      }),
    drain(handle) {
      draining ??= handOn(handle).finally(() => {
        draining = undefined;
      });
      return draining;
    },
    async close() {
      await writing;
      await draining?.catch(() => {});
      endFile();
      lock.release();
    },
  };
}

/** The files in the order in which they were begun. */
function filesIn(folder: string): string[] {
  return fs
    .readdirSync(folder)
    .filter((name) => /^\d+\.jsonl$/.test(name))
    .sort();
}

function newFile(folder: string, number: number, flushFile: (fd: number) => void) {
  const name = `${String(number).padStart(9, '0')}.jsonl`;
  const fd = fs.openSync(path.join(folder, name), 'ax', 0o600);
  flushPath(folder, flushFile);
  return { name, fd };
}

/** The whole lines of a file. What follows the last line end was cut off while it was written, and never promised. */
function linesOf(folder: string, name: string): string[] {
  return fs.readFileSync(path.join(folder, name), 'utf8').split('\n').slice(0, -1);
}

function linesIn(folder: string): number {
  return filesIn(folder).reduce((sum, name) => sum + linesOf(folder, name).length, 0);
}

/** Undefined when the disk or another version of the program made it unreadable: it is put aside, so that the rest goes on. */
function read(line: string): Spooled | undefined {
  try {
    return spooledSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
