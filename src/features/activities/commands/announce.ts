import { sql } from 'drizzle-orm';
import { command } from '../../../chat/command.ts';
import type { Turn } from '../../../chat/turn.ts';
import { nextMonthDay } from '../../../clock/schedule.ts';
import { toLocal } from '../../../clock/zone.ts';
import { rows } from '../../../db/db.ts';
import { readWhen } from '../../../language/when.ts';
import { announce } from '../jobs.ts';
import { wording } from '../wording.ts';

export const announceNow = command({
  name: '公告',
  does: 'announceNow',
  group: '组织',
  help: '马上把近期活动发到群里',
  may: ['teamHead'],
  where: 'anywhere',
  says: ['公告', '现在公告', '发公告'],
  examples: [['公告', {}]],
  async run(turn) {
    if (forLater(turn)) return turn.reply(wording.announceLater);
    const something = await announce(turn);
    if (!something) turn.reply(wording.nothingToAnnounce);
    else if (turn.chat === 'direct') turn.reply(wording.announced);
  },
});

/** “明天发个公告” is not for now; “发一下明天的活动” is. */
function forLater({ message, situation, now, community }: Turn): boolean {
  if (/活动/.test(message.text)) return false;
  const start = readWhen(message.text, situation.now)?.start;
  return start !== undefined && start !== null && start.slice(0, 10) > toLocal(now, community.zone).slice(0, 10);
}

export const announceTimes = command({
  name: '公告时间',
  does: 'announceTimes',
  group: '设置',
  help: '改定期公告的日子和时间',
  may: [],
  where: 'anywhere',
  says: ['公告时间 {text}', '公告时间'],
  examples: [['公告时间 每月5日、20日 上午10点', { text: '每月5日、20日 上午10点' }]],
  async run(turn, slots) {
    const { tx, community, now } = turn;
    const chosen = slots.schedule ?? readTimes(slots.text ?? '');
    if (!chosen) return turn.reply(wording.timesHow);
    await rows(
      tx,
      sql`update communities set settings = settings || ${JSON.stringify({ announce: chosen })}::text::jsonb where id = ${community.id}`,
    );
    const next = nextMonthDay(chosen, now, community.zone);
    await rows(
      tx,
      sql`update schedules set next_run_at = ${next.toISOString()}::timestamptz where community_id = ${community.id} and name = 'announcements'`,
    );
    turn.note({ action: 'announcement times set', detail: { ...chosen } });
    turn.reply(wording.times(chosen.days, chosen.time));
  },
});

/** 每月5日、20日 上午10点: at least one day from 1 to 31 and a time of day; otherwise undefined. */
export function readTimes(text: string): { days: number[]; time: string } | undefined {
  const days = [...text.matchAll(/(\d{1,2})\s*[日号]/g)].map((m) => Number(m[1]));
  const clock = /(上午|早上|早|中午|下午|晚上|晚)?\s*(\d{1,2})\s*(?:[:：点时]\s*(\d{1,2})?(半)?)/.exec(
    text.replace(/\d{1,2}\s*[日号]/g, ' '),
  );
  if (days.length === 0 || days.some((day) => day < 1 || day > 31) || !clock) return undefined;
  const late = clock[1] === '下午' || clock[1]?.startsWith('晚');
  const hour = Number(clock[2]) + (late && Number(clock[2]) < 12 ? 12 : 0);
  const minute = clock[4] ? 30 : Number(clock[3] ?? 0);
  if (hour > 23 || minute > 59) return undefined;
  return {
    days: [...new Set(days)].sort((a, b) => a - b),
    time: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
  };
}
