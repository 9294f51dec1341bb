import { priority } from '../../outbox/post.ts';
import type { Unsent } from './queries.ts';

const lead: Record<Unsent['status'], string> = {
  dropped: '过了时候没有再发',
  refused: '没有发出去',
  unknown: '不知道发到没有',
};
/** More than so many are counted, not named. */
const mostNamed = 3;

/** 给何平的“提醒您：明天上午9点…”, by its first words. */
function one({ name, text }: Unsent): string {
  const line = text.split('\n')[0]!;
  const words = [...line].slice(0, 16).join('');
  return `${name ? `给${name}的` : '群里的'}“${words}${words === line ? '' : '…'}”`;
}

export const wording = {
  /** One line for each way in which things did not arrive; late answers in the group matter to nobody and are left out. */
  unsent: (all: readonly Unsent[]): string[] =>
    (['refused', 'dropped', 'unknown'] as const).flatMap((status) => {
      const some = all.filter((each) => each.status === status);
      const shown = status === 'dropped' ? some.filter((each) => each.priority !== priority.group) : some;
      if (shown.length === 0) return [];
      const named = shown.slice(0, mostNamed).map(one).join('、');
      return [`${lead[status]}：${named}${shown.length > mostNamed ? `，一共${shown.length}条` : ''}。`];
    }),
  report: (lines: readonly string[]): string => `有几句话没送到。${lines.join('')}要紧的请您另外告诉他们。`,
};
