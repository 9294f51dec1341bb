/** A short part of `npm run torture`: the database goes away, in each way that happens; two processes for one account. */
import { expect, onTestFinished, test } from 'vitest';
import { newDice } from '../torture/dice.ts';
import { newLedger } from '../torture/ledger.ts';
import { tortureByOutages } from '../torture/outages.ts';
import { torturePair } from '../torture/pair.ts';
import { newPlace } from '../torture/place.ts';

test('a database that goes away while a crowd talks costs nobody anything but time', { timeout: 300_000 }, async () => {
  const place = await newPlace(process.env['TEST_DATABASE_URL']);
  onTestFinished(place.remove);
  const ledger = newLedger();
  await tortureByOutages(place, newDice(1), ledger, { people: 8, lines: 6, outages: 2, length: 1_500 });
  expect(ledger.broken).toEqual([]);
});

test('of two processes for one account one works and the other waits, and takes over when the first dies', {
  timeout: 300_000,
}, async () => {
  const ledger = newLedger();
  await torturePair(process.env['TEST_DATABASE_URL']!, newDice(1), ledger, { turns: 1, lines: 8 });
  expect(ledger.broken).toEqual([]);
});
