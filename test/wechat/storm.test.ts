/** 300 people for 25 seats, four times as fast as `npm run bench -- storm` has it; everything else is as it would be. */
import { expect, test } from 'vitest';
import { testStore } from '../support/database.ts';
import { storm } from './storm.ts';

test('each of 300 who claim 25 seats knows the seat or the place in the line, in few messages, with no 1205', async () => {
  const store = await testStore();
  const { held, waiting, messages, tooOften } = await storm(store, 25, 15);
  await store.close();
  expect([held.length, waiting.length, new Set([...held, ...waiting]).size]).toEqual([25, 275, 300]);
  const said = messages.join('\n');
  for (const name of held) expect(said).toMatch(new RegExp(`${name}(?!第)`));
  for (const [i, name] of waiting.entries()) expect(said).toMatch(new RegExp(`${name}第${i + 1}位`));
  expect(messages.length).toBeLessThanOrEqual(12);
  expect(tooOften).toBe(0);
});
