/** A message as the page and the scripts see it. */
import { shanghaiIso } from './shanghai.ts';
import type { LocalMessage } from './tables.ts';
import { pictureMark, voiceMark } from './wording.ts';

export interface MessageView {
  n: number;
  chat: 'group' | 'direct';
  from: string;
  /** Direct chats: the other side. */
  to?: string;
  kind: LocalMessage['kind'];
  text: string;
  /** Where the picture is served. */
  picture?: string;
  voice?: string;
  transcript?: string;
  quote?: { n?: number; from: string; text: string };
  mentions?: string[];
  recalled?: true;
  /** For `recall`: which message was taken back. */
  recalls?: number;
  /** ISO 8601, Beijing time. */
  at: string;
}

/** What the outside sees of a row. */
export function view(row: LocalMessage): MessageView {
  const media = row.file && !row.recalled ? `/local/media/${row.n}` : undefined;
  return {
    n: row.n,
    chat: row.chat,
    from: row.fromName,
    ...(row.toName === null ? {} : { to: row.toName }),
    kind: row.kind,
    text: row.text,
    ...(media && row.kind !== 'voice' ? { picture: media } : {}),
    ...(media && row.kind === 'voice' ? { voice: media } : {}),
    ...(row.transcript ? { transcript: row.transcript } : {}),
    ...(row.quoteText === null
      ? {}
      : {
          quote: { ...(row.quoteN === null ? {} : { n: row.quoteN }), from: row.quoteName ?? '', text: row.quoteText },
        }),
    ...(row.mentions ? { mentions: row.mentions } : {}),
    ...(row.recalled ? { recalled: true } : {}),
    ...(row.recalls === null ? {} : { recalls: row.recalls }),
    at: shanghaiIso(row.at),
  };
}

/** What a quote shows of a message. */
export function quoted(row: LocalMessage): string {
  if (row.kind === 'voice') return row.transcript ? `${voiceMark} ${row.transcript}` : voiceMark;
  return row.file ? `${pictureMark}${row.text}` : row.text;
}
