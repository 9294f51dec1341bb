import { command } from '../../../chat/command.ts';
import { fromLocal, toLocal } from '../../../clock/zone.ts';
import { servedSince } from '../../attendance/queries.ts';
import { reportedBy } from '../../needs/queries.ts';
import { wording as needs } from '../../needs/wording.ts';
import { claimsOfPerson, placeInLine } from '../queries.ts';
import { whenOf } from '../steps.ts';
import { refOf, wording } from '../wording.ts';

export const mine = command({
  name: '我的',
  does: 'mine',
  group: '我的',
  help: '看自己认领了什么、报了什么需求、今年做了几次',
  may: ['resident', 'volunteer', 'teamHead', 'unitContact'],
  where: 'anywhere',
  says: ['我的', '我的认领', '我报了啥', '我的活动', '我的服务时长'],
  examples: [['我的', {}]],
  async run(turn) {
    const { tx, community, now, speaker } = turn;
    const held = await claimsOfPerson(tx, community, speaker.id, now);
    const lines: string[] = [];
    for (const { claim, item } of held)
      lines.push(
        wording.mineLine(
          item,
          claim,
          whenOf(item, community, now),
          claim.state === 'waiting' ? await placeInLine(tx, community, claim.id) : 0,
        ),
      );
    for (const need of await reportedBy(tx, community, speaker.id, now)) lines.push(needs.mineLine(need));
    const year = fromLocal(`${toLocal(now, community.zone).slice(0, 4)}-01-01`, community.zone);
    const { times, minutes } = await servedSince(tx, community, speaker.id, year);
    const served = times > 0 ? `\n${wording.served(times, minutes)}` : '';
    if (lines.length === 0) return turn.reply(wording.nothingMine + served);
    // What somebody reported and claimed is theirs: the group sees only that an answer came.
    turn.tell(speaker.id, wording.mine(lines) + served, {
      shows: { kind: 'list', refs: held.map(({ item }) => refOf(item)) },
    });
  },
});
