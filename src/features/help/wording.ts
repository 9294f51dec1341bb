/** The help, as people read it. */
import type { Command } from '../../chat/command.ts';

const example = (c: Command): string => c.examples[0]![0];

export const wording = {
  short: (commands: readonly Command[], bot: string) =>
    `可以这样说：${commands.map((c) => `“${example(c)}”`).join('、')}。更多私聊${bot}发“帮助”。`,
  long: (parts: { group: string; commands: readonly Command[] }[]) =>
    `我会这些，照着说就行，平常怎么说话也听得懂：\n${parts.map(({ group, commands }) => `【${group}】\n${commands.map((c) => `${example(c)}：${c.help}`).join('\n')}`).join('\n')}`,
};
