import { command } from '../../../chat/command.ts';
import { toDo } from '../jobs.ts';
import { wording } from '../wording.ts';

export const todo = command({
  name: '待办',
  does: 'todo',
  group: '组织',
  help: '看今天的活动、等您拿主意的需求和过了时限的',
  may: ['teamHead'],
  where: 'direct',
  says: ['待办', '待办事项'],
  examples: [['待办', {}]],
  async run(turn) {
    const parts = await toDo(turn);
    turn.reply(parts.length > 0 ? wording.brief(parts) : wording.nothingToDo);
  },
});
