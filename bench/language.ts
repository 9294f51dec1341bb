/** How many messages a second are understood, on one core: lines of the tests' days, ten activities open. */
import type { ItemView, Situation } from '../src/chat/context.ts';
import { understand } from '../src/chat/understand.ts';
import { fill } from '../src/commands/replay/book.ts';
import { commands } from '../src/features.ts';
import { type Line, type Measurement, quantile } from './measurement.ts';
import { book, days } from './talk.ts';

const item = (number: number, title: string): ItemView => ({
  ref: { number },
  kind: 'activity',
  title,
  place: '中心花园',
  start: '2026-11-28T09:00',
  end: '2026-11-28T11:00',
  seats: 10,
  free: 4,
  open: true,
});
const titles = ['清理楼道', '桶前值守', '义诊', '包粽子', '夜间巡逻', '种树', '读绘本', '跳蚤市场', '磨剪刀', '量血压'];

/** Processor time of one message each, in milliseconds; a busy machine counts less so. */
function times(said: { text: string; situation: Situation }[]): number[] {
  return said.map(({ text, situation }) => {
    const before = process.cpuUsage();
    for (let i = 0; i < 20; i++) understand(text, situation, commands);
    const used = process.cpuUsage(before);
    return (used.user + used.system) / 20_000;
  });
}

async function run(): Promise<Line[]> {
  const base = { now: new Date('2026-11-27T09:00:00+08:00'), mention: false, botName: '小援', holds: [], reported: [] };
  const said = days.flatMap((day) =>
    day.lines.map(({ text, chat }) => ({
      text: fill(text, book),
      situation: { ...base, chat, role: 'volunteer' as const, items: titles.map((title, i) => item(i + 1, title)) },
    })),
  );
  times(said);
  const each = times(said);
  const mean = each.reduce((sum, time) => sum + time, 0) / each.length;
  return [
    { what: 'messages a second', value: (1000 / mean).toFixed(0) },
    { what: 'slowest in a hundred', value: `${quantile(each, 0.99).toFixed(2)} ms` },
  ];
}

export const language: Measurement = {
  name: 'language',
  title: 'Understanding, one core',
  run,
};
