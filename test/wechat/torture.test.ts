/** A short part of `npm run torture`: the whole program and the real puppet, struck while a crowd talks. */
import { expect, onTestFinished, test } from 'vitest';
import { newDice } from '../torture/dice.ts';
import { newLedger } from '../torture/ledger.ts';
import { newPlace } from '../torture/place.ts';
import { tortureByWechat } from '../torture/wechat.ts';

test('killed, logged out, cut off, and with sends that fail: nothing lost, nothing said twice, nobody mistaken', {
  timeout: 600_000,
}, async () => {
  const place = await newPlace(process.env['TEST_DATABASE_URL']);
  onTestFinished(place.remove);
  const ledger = newLedger();
  const blows = ['sends', 'kill', 'session', { refused: 3 }, 'kill'] as const;
  await tortureByWechat(place, newDice(1), ledger, { people: 6, lines: 8, blows });
  expect(ledger.broken).toEqual([]);
});
