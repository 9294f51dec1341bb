/** A short part of `npm run torture`: some weeks of a calendar, with deaths and a machine that is off for a while. */
import { expect, onTestFinished, test } from 'vitest';
import { tortureByCalendar } from './calendar.ts';
import { newDice } from './dice.ts';
import { newLedger } from './ledger.ts';
import { newPlace } from './place.ts';

test('each thing that is due comes once, whatever happens to the machine in between', {
  timeout: 600_000,
}, async () => {
  const place = await newPlace(process.env['TEST_DATABASE_URL']);
  onTestFinished(place.remove);
  const ledger = newLedger();
  await tortureByCalendar(place, newDice(3), ledger, { weeks: 13, deaths: 8, offs: 15 });
  expect(ledger.broken).toEqual([]);
  expect(ledger.times('kills')).toBeGreaterThan(0);
  expect(ledger.times('times the machine was off')).toBeGreaterThan(0);
});
