/** Events as they wait in the spool. */
import type { Spooled } from '../../src/inbox/spool.ts';

export const spooled = (number: number): Spooled => ({
  channel: 'local',
  account: 'bot',
  event: {
    type: 'message',
    id: `m${number}`,
    chat: { kind: 'group', id: 'g1' },
    from: { account: 'a1', nickname: '阿明' },
    at: '2026-03-01T08:00:00+08:00',
    text: `第${number}条\n认领 12`,
    mention: false,
  },
});

/** Which event it is. */
export const numberOf = ({ event }: Spooled): number => Number(event.id.slice(1));
