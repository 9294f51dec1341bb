import { command } from '../../chat/command.ts';
import { priority } from '../../outbox/post.ts';
import { peopleOf } from '../people/queries.ts';
import { takeAlarms } from './queries.ts';
import { wording } from './wording.ts';

export const takeAlarm = command({
  name: '收到',
  does: 'takeAlarm',
  group: '组织',
  help: '有紧急情况时回“收到”，就由您接手，我不再提醒',
  may: ['teamHead'],
  where: 'direct',
  says: ['收到'],
  examples: [['收到', {}]],
  async run(turn) {
    const { tx, community, now, speaker } = turn;
    const taken = await takeAlarms(tx, community, speaker.id, now);
    for (const alarm of taken) {
      turn.note({ action: 'alarm taken', detail: { alarm: alarm.id } });
      turn.reply(wording.takenYou(alarm.about));
      if (alarm.raisedBy !== speaker.id)
        turn.tell(alarm.raisedBy, wording.taken(alarm.about, speaker.name), { priority: priority.emergency });
      for (const leader of await peopleOf(tx, community, 'leader'))
        if (leader.id !== speaker.id && leader.id !== alarm.raisedBy)
          turn.tell(leader.id, wording.taken(alarm.about, speaker.name), { priority: priority.emergency });
    }
  },
});
