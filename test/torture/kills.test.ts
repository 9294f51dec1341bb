/** A short part of `npm run torture`, with the same seed each time: death without a farewell. */
import { expect, onTestFinished, test } from 'vitest';
import { newDice } from './dice.ts';
import { tortureByKills } from './kills.ts';
import { newLedger } from './ledger.ts';
import { newPlace } from './place.ts';

test('killed at points left to chance while a crowd talks to it, it keeps every promise', {
  timeout: 300_000,
}, async () => {
  const place = await newPlace(process.env['TEST_DATABASE_URL']);
  onTestFinished(place.remove);
  const ledger = newLedger();
  await tortureByKills(place, newDice(3), ledger, { people: 8, lines: 7, kills: 2 });
  expect(ledger.broken).toEqual([]);
  expect(ledger.times('kills')).toBeGreaterThanOrEqual(2);
  // It died with messages under way, not between them.
  expect(ledger.times('lines broken')).toBeGreaterThan(1);
});
