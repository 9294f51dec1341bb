/** The help, as people read it. */
import type { Command } from '../../chat/command.ts';

interface Part {
  group: string;
  commands: readonly Command[];
}

const example = (c: Command): string => c.examples[0]![0];
const blanks: Record<string, string> = { item: '12', items: '12', n: '5', name: '小赵', text: '…' };
/** The first form with its blanks filled: in the overview only the shape counts. */
const brief = (c: Command): string => c.says[0]!.replace(/\{([a-z]+)\}/g, (_, blank: string) => blanks[blank] ?? '…');

export const wording = {
  short: (commands: readonly Command[], bot: string) =>
    `可以这样说：${commands.map((c) => `“${example(c)}”`).join('、')}。更多私聊${bot}发“帮助”。`,
  briefly: (parts: readonly Part[]) =>
    [
      '平常怎么说都行，也可以照着这样说：',
      ...parts.map(({ group, commands }) => `【${group}】${commands.map((c) => `“${brief(c)}”`).join(' ')}`),
      `想看哪一类怎么用，发“帮助 ${parts[0]?.group}”这样。`,
    ].join('\n'),
  /** One group, line by line. */
  group: ({ group, commands }: Part) =>
    [`【${group}】`, ...commands.map((c) => `${example(c)}\n　${c.help}`)].join('\n'),
};
