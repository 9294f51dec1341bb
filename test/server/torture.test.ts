/** A short part of `npm run torture`: the database goes away, in each way that happens. */
import { expect, onTestFinished, test } from 'vitest';
import { newDice } from '../torture/dice.ts';
import { newLedger } from '../torture/ledger.ts';
import { tortureByOutages } from '../torture/outages.ts';
import { newPlace } from '../torture/place.ts';

test('a database that goes away while a crowd talks costs nobody anything but time', { timeout: 300_000 }, async () => {
  const place = await newPlace(process.env['TEST_DATABASE_URL']);
  onTestFinished(place.remove);
  const ledger = newLedger();
  await tortureByOutages(place, newDice(1), ledger, { people: 8, lines: 6, outages: 2, length: 1_500 });
  expect(ledger.broken).toEqual([]);
});
