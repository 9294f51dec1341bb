import { command } from '../../chat/command.ts';
import { wording } from '../claims/wording.ts';
import { lastChange } from './queries.ts';
import { undoChanges, ways } from './steps.ts';

/** How long a word can be taken back. */
const minutes = 10;

export const undo = command({
  name: '撤销',
  does: 'undo',
  group: '我的',
  help: '10 分钟内撤销自己刚才那一步',
  may: ['resident', 'volunteer', 'teamHead', 'unitContact'],
  where: 'anywhere',
  says: ['撤销'],
  examples: [['撤销', {}]],
  async run(turn) {
    const since = new Date(turn.situation.now.getTime() - minutes * 60_000);
    const inboxId = await lastChange(turn.tx, turn.community, turn.speaker.id, Object.keys(ways), since);
    const said = inboxId ? await undoChanges(turn, inboxId) : [];
    if (said.length === 0) return turn.reply(wording.nothingToUndo);
    for (const text of said) turn.reply(text);
  },
});
