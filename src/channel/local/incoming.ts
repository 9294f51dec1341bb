/** A row of the local chat in the program's own words. */
import { join } from 'node:path';
import type { Incoming } from '../../chat/message.ts';
import type { Room } from './room.ts';
import { shanghaiIso } from './shanghai.ts';
import type { LocalMessage } from './tables.ts';

/** The id of the one group; scripts and the page call it `group`. */
export const groupId = 'group';

/** Whether a line @-mentions the bot: with `@` or `＠`, wherever it stands. */
export function mentionsBot(text: string, botName: string): boolean {
  return text.includes(`@${botName}`) || text.includes(`＠${botName}`);
}

/** What is handed over for a row that somebody wrote. */
export function incoming(room: Pick<Room, 'botName' | 'groupName' | 'mediaDir'>, row: LocalMessage): Incoming {
  const name = row.fromName;
  const group = row.chat === 'group';
  const common = {
    id: `local:${row.n}`,
    chat: group
      ? { kind: 'group' as const, id: groupId, topic: room.groupName }
      : { kind: 'direct' as const, id: name },
    from: { account: name, nickname: name, ...(group ? { roomAlias: name } : {}), friend: true },
    at: shanghaiIso(row.at),
  };
  if (row.recalls !== null) return { type: 'recall', ...common, recalled: `local:${row.recalls}` };
  return {
    type: 'message',
    ...common,
    text: row.text,
    mention: group && mentionsBot(row.text, room.botName),
    ...(row.quoteText === null ? {} : { quote: quote(row, room.botName) }),
    ...(row.file === null ? {} : { attachment: attachment(row, room.mediaDir, row.file) }),
  };
}

function quote(row: LocalMessage, botName: string) {
  const name = row.quoteName ?? '';
  return {
    name,
    text: row.quoteText ?? '',
    mine: name === botName,
    ...(row.quoteN === null ? {} : { id: `local:${row.quoteN}` }),
  };
}

function attachment(row: LocalMessage, mediaDir: string, file: string) {
  return {
    kind: row.kind === 'voice' ? ('voice' as const) : ('picture' as const),
    name: row.fileName ?? file,
    mediaType: row.mediaType ?? 'application/octet-stream',
    path: join(mediaDir, file),
    bytes: row.bytes ?? 0,
    ...(row.transcript ? { transcript: row.transcript } : {}),
  };
}
