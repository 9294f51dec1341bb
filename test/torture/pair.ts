/** Two processes of the program for one chat account on one database: one works, one waits; each dies in turn. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { rows } from '../../src/db/db.ts';
import { type Program, startProgram } from '../support/program.ts';
import { began } from './crowd.ts';
import type { Dice } from './dice.ts';
import type { Ledger } from './ledger.ts';
import { newPlace } from './place.ts';

export interface PairOptions {
  /** How often the one that works dies and the other takes over. */
  turns: number;
  /** Messages before each death. */
  lines: number;
}

const person = '林晓';

/** Whether this one works: the other refuses what people say. */
async function works(program: Program): Promise<boolean> {
  const response = await fetch(`${program.url}/local/api/messages`, {
    method: 'POST',
    body: JSON.stringify({ chat: 'direct', from: person, text: '我的', key: 'who works' }),
  });
  return response.ok;
}

/** Says so much, side by side; resolves how many were taken. Whoever is cut off says it again to the next one. */
async function say(program: Program, lines: readonly number[]): Promise<number[]> {
  const taken = await Promise.all(
    lines.map(async (n) => {
      const body = { chat: 'direct', from: person, text: '帮助', key: `${n}` };
      return program.ask('messages', body).then(
        () => [n],
        () => [],
      );
    }),
  );
  return taken.flat();
}

export async function torturePair(server: string, dice: Dice, ledger: Ledger, options: PairOptions): Promise<void> {
  const place = await newPlace(server);
  const other = await newPlace();
  const start = (folder: string) =>
    startProgram({ DATA_DIR: folder, DATABASE_URL: place.databaseUrl, LOCAL_NOW: began, LOCAL_CHAT: 'on' });
  const folders = [place.folder, other.folder];
  const running = [await start(folders[0]!)];
  try {
    await running[0]!.ask('people', { name: person, role: 'volunteer' });
    let said = 0;
    for (let turn = 0; turn < options.turns; turn++) {
      const [first] = running as [Program];
      folders.reverse();
      const second = await start(folders[0]!);
      ledger.hold('the first works and the second waits', [await works(first), await works(second)], [true, false]);
      const lines = Array.from({ length: options.lines }, () => said++);
      const talk = say(first, lines);
      await pause(dice.below(200));
      await first.kill();
      ledger.did('kills');
      const taken = await talk;
      // The one that waited looks every few seconds.
      while (!(await works(second))) await pause(200);
      ledger.did('times the other took over');
      const left = lines.filter((n) => !taken.includes(n));
      ledger.hold('what was cut off is taken by the other', await say(second, left), left);
      running[0] = second;
    }
    const [last] = running as [Program];
    await last.ask('clock', { now: '2026-11-25T10:10:00+08:00' });
    const shown = await last.messages();
    ledger.hold(
      'every message is there once, and answered once',
      [shown.filter(({ from }) => from === person).length, shown.filter(({ from }) => from !== person).length],
      [said + 1, said + 1],
    );
    ledger.hold('it ends when it is asked to', await last.end(), 0);
    await look(place, ledger);
  } finally {
    for (const program of running) await program.kill();
    await place.remove();
    await other.remove();
  }
}

async function look(place: Awaited<ReturnType<typeof newPlace>>, ledger: Ledger): Promise<void> {
  const store = await place.open();
  const unfinished = await rows(
    store.db,
    sql`select id from outbox where status <> 'sent' union all select id from inbox where status <> 'done'`,
  );
  ledger.hold('nothing is left to do', [...unfinished], []);
  await store.close();
}
