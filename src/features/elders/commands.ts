import { sql } from 'drizzle-orm';
import { command } from '../../chat/command.ts';
import { toLocal } from '../../clock/zone.ts';
import { newId } from '../../db/columns.ts';
import { rows } from '../../db/db.ts';
import { sayDay } from '../../language/say.ts';
import { endAlarm, openAlarms } from '../alarms/queries.ts';
import { alarm, tellLeaders } from '../alarms/steps.ts';
import { wording as alarmWording } from '../alarms/wording.ts';
import { wording } from './wording.ts';

export const recordVisit = command({
  name: '探访',
  does: 'recordVisit',
  group: '需求',
  help: '看望老人以后说一句，比如“今天看了张奶奶，挺好的”，我记下来',
  may: ['volunteer', 'teamHead', 'unitContact'],
  where: 'anywhere',
  says: ['探访 {name} {text}'],
  examples: [['探访 张奶奶 血压有点高', { names: ['张奶奶'], text: '血压有点高' }]],
  async run(turn, slots) {
    const { tx, community, now, speaker } = turn;
    const elder = slots.beneficiary ?? slots.names?.[0];
    if (slots.emergency) return alarm(turn, slots.emergency, elder ?? speaker.name, turn.message.text);
    if (!elder) return turn.reply(wording.whom);
    const today = toLocal(turn.situation.now, community.zone).slice(0, 10);
    const said = slots.when?.start?.slice(0, 10);
    const day = said && said <= today ? said : today;
    // Somebody who was seen is not yet somebody who is well.
    const over = slots.safe ? (await openAlarms(tx, community)).find((open) => open.about === elder) : undefined;
    // A leader who tells that it is over was not there.
    if (!over || turn.role !== 'leader') {
      await rows(
        tx,
        sql`insert into visits (community_id, id, elder, visitor, day, words, created_at)
          values (${community.id}, ${newId()}, ${elder}, ${speaker.id}, ${day}, ${turn.message.text.slice(0, 2000)}, ${now.toISOString()}::timestamptz)`,
      );
      turn.note({ action: 'visit recorded', detail: { elder, day } });
    }
    if (over) {
      await endAlarm(tx, community, over.id, now);
      turn.note({ action: 'alarm ended', detail: { alarm: over.id } });
      await tellLeaders(turn, alarmWording.ended(elder, speaker.name), speaker.id);
      turn.reply(alarmWording.endedYou(elder));
      if (turn.role === 'leader') return;
    }
    // What somebody saw in an elder's home is not the group's business.
    turn.tell(speaker.id, wording.recorded(elder, sayDay(day, toLocal(now, community.zone))));
  },
});
