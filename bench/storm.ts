/** 300 people claim 25 seats within a minute through the real puppet, at the pace of a real account. */
import { migrate } from '../src/db/migrate.ts';
import { storm as play } from '../test/wechat/storm.ts';
import { inEmbedded } from './folder.ts';
import { type Line, type Measurement, quantile } from './measurement.ts';

const seats = 25;
const people = 300;

async function run(): Promise<Line[]> {
  const { held, waiting, messages, seconds, tooOften } = await inEmbedded(async (store) => {
    await migrate(store);
    return play(store, seats, 60);
  });
  const places = waiting.filter((name, i) => messages.some((text) => text.includes(`${name}第${i + 1}位`)));
  const line = (what: string, value: number, goal: number, reached: boolean, unit = ''): Line => ({
    what,
    value: `${Math.round(value * 10) / 10}${unit}`,
    goal: `${reached === value <= goal && value !== goal ? '≤ ' : ''}${goal}${unit}`,
    reached,
  });
  return [
    line('seats held', held.length, seats, held.length === seats),
    line('who know their place in the line', places.length, people - seats, places.length === people - seats),
    line('group messages', messages.length, 12, messages.length <= 12),
    line('from the last claim until all know', seconds, 30, seconds <= 30, ' s'),
    line('sends refused with 1205', tooOften, 0, tooOften === 0),
    {
      what: 'names in a message, at most',
      value: `${quantile(
        messages.map((text) => text.split('、').length),
        1,
      )}`,
    },
  ];
}

export const storm: Measurement = {
  name: 'storm',
  title: `${people} people claim ${seats} seats within 60 s through the real puppet, one message in 2 s and 20 a minute`,
  run,
};
