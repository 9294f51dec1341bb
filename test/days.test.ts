/** Whole days of an invented group, replayed through the real program: the goals hold on each of them. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { daysIn, readDay } from '../src/commands/replay/day.ts';
import { judge } from '../src/commands/replay/judge.ts';
import { play } from '../src/commands/replay/player.ts';
import { dayReport, goalsHold } from '../src/commands/replay/report.ts';
import { testStore } from './support/database.ts';

const files = daysIn(fileURLToPath(new URL('./days', import.meta.url)));

describe('whole days', () => {
  it.each(files.map((file) => [readDay(file).name, file]))('%s', async (_, file) => {
    const store = await testStore();
    try {
      const judged = judge(await play(readDay(file), store));
      expect(goalsHold([judged]), dayReport(judged)).toBe(true);
    } finally {
      await store.close();
    }
  });
});
