import { allowed, type Command, command, type HelpGroup } from '../../chat/command.ts';
import { wording } from './wording.ts';

const order: readonly HelpGroup[] = ['活动', '认领', '需求', '我的', '组织', '设置'];

/** The help is made from the commands themselves; `all` gives them when they are all known. */
export function helpCommand(all: () => readonly Command[]): Command {
  return command({
    name: '帮助',
    does: 'help',
    group: '我的',
    help: '看我会做什么',
    may: ['resident', 'volunteer', 'teamHead', 'unitContact'],
    where: 'anywhere',
    says: ['帮助', '帮助 {name}', '怎么用', '你会干什么'],
    examples: [
      ['帮助', {}],
      ['帮助 认领', { names: ['认领'] }],
    ],
    async run(turn, slots) {
      const usable = all().filter(
        (c) => c.name !== '帮助' && allowed(c, turn.role) && (turn.chat === 'direct' || c.where !== 'direct'),
      );
      // In the group a few lines are enough; the whole stands in the direct chat.
      if (turn.chat === 'group') {
        const few = usable.filter((c) => ['活动', '认领'].includes(c.group)).slice(0, 4);
        return turn.reply(wording.short(few, turn.community.botName));
      }
      const parts = order
        .map((group) => ({ group, commands: usable.filter((c) => c.group === group) }))
        .filter((part) => part.commands.length > 0);
      const wanted = parts.find(({ group, commands }) =>
        slots.names?.some((name) => name === group || commands.some((c) => c.name === name)),
      );
      turn.reply(wanted ? wording.group(wanted) : wording.briefly(parts));
    },
  });
}
