import { sql } from 'drizzle-orm';
import { command } from '../../../chat/command.ts';
import type { Turn } from '../../../chat/turn.ts';
import { type MonthDays, nextMonthDay } from '../../../clock/schedule.ts';
import { toLocal } from '../../../clock/zone.ts';
import { rows } from '../../../db/db.ts';
import { readMonthDays } from '../../../language/month-days.ts';
import { readWhen } from '../../../language/when.ts';
import type { CommunitySettings } from '../../people/tables.ts';
import { announce, usualAnnouncements } from '../jobs.ts';
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
  help: '看或改定期公告的日子和时间',
  may: [],
  where: 'anywhere',
  says: ['公告时间 {text}', '公告时间'],
  examples: [['公告时间 每月5日、20日 上午10点', { text: '每月5日、20日 上午10点' }]],
  async run(turn, slots) {
    const { tx, community, now } = turn;
    const { days, time, wrong } = readMonthDays(slots.text ?? '');
    const known = await announcementTimes(turn);
    if (!slots.text) return turn.reply(wording.timesNow(known.days, known.time));
    if (wrong || (!days && !time)) return turn.reply(wording.timesHow);
    const chosen = { days: days ?? known.days, time: time ?? known.time };
    if (String(chosen.days) === String(known.days) && chosen.time === known.time)
      return turn.reply(wording.timesSame(chosen.days, chosen.time));
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

/** The days and the time that are set now. */
async function announcementTimes({ tx, community }: Turn): Promise<MonthDays> {
  const [row] = await rows<{ settings: CommunitySettings }>(
    tx,
    sql`select settings from communities where id = ${community.id}`,
  );
  return row?.settings.announce ?? usualAnnouncements;
}
