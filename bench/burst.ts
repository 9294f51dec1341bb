/** Three hundred people want the same twenty-five seats at the same moment, in one group, on the embedded store. */
import { inEmbedded } from './folder.ts';
import { accountOf, counted, openHouse, openItems, roomOf, text } from './house.ts';
import { type Line, type Measurement, median, timed } from './measurement.ts';

const people = 300;
const seats = 25;
const goalSeconds = 1;

async function run(): Promise<Line[]> {
  const seconds = await inEmbedded(async (store) => {
    const house = await openHouse(store, 1, people);
    const rounds: number[] = [];
    for (let round = 0; round < 4; round++) {
      const items = await openItems(house, 1, seats);
      const texts = Array.from({ length: people }, (_, i) => text(roomOf(0), accountOf(i), `认领 ${items[0]!.number}`));
      const before = await counted(house, items);
      rounds.push(
        await timed(async () => {
          await Promise.all(texts.map((one) => house.app.receive(house.channel, [one])));
          await house.app.settled();
        }),
      );
      const after = await counted(house, items);
      if (after.taken !== seats || after.waiting !== people - seats || after.handled - before.handled !== people)
        throw new Error(`${after.taken} of ${seats} seats taken, ${after.waiting} wait`);
    }
    await house.app.stop();
    return rounds;
  });
  const cold = seconds[0]!;
  const warm = median(seconds.slice(1));
  const line = (what: string, value: number): Line => ({
    what,
    value: `${(value * 1000).toFixed(0)} ms`,
    goal: `≤ ${goalSeconds * 1000} ms`,
    reached: value <= goalSeconds,
  });
  return [line('all decided, first burst', cold), line('all decided, later bursts', warm)];
}

export const burst: Measurement = {
  name: 'burst',
  title: `${people} claims at once for ${seats} seats, one group, embedded store`,
  run,
};
