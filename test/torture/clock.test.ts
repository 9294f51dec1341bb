/** A short part of `npm run torture`: a clock that jumps back and forth. */
import { expect, onTestFinished, test } from 'vitest';
import { tortureByClock } from './clock.ts';
import { newDice } from './dice.ts';
import { newLedger } from './ledger.ts';
import { newPlace } from './place.ts';

test('a clock that jumps an hour back and forth brings nothing twice and loses nothing', {
  timeout: 300_000,
}, async () => {
  const place = await newPlace(process.env['TEST_DATABASE_URL']);
  onTestFinished(place.remove);
  const ledger = newLedger();
  await tortureByClock(place, newDice(1), ledger, { days: 2 });
  expect(ledger.broken).toEqual([]);
  expect(ledger.times('jumps of the clock')).toBeGreaterThan(20);
});
