/** What a script or the page posts: checked, its quote found, its file kept, then said in the room. */
import { z } from 'zod';
import { type Refusal, refused } from '../../pages/requests.ts';
import { keepUpload } from './media.ts';
import { one, saying } from './queries.ts';
import { type Room, say } from './room.ts';
import type { LocalMessage } from './tables.ts';
import { quoted } from './view.ts';
import { fields, refusals, textLimit } from './wording.ts';

const number = z.union([
  z.number().int().positive(),
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
]);

/** Line ends as `\n`; characters that a database cannot keep are left out. */
function clean(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\0', '');
}

export const postSchema = z.object({
  chat: z.enum(['group', 'direct'], { error: fields.chat }),
  from: z.string({ error: fields.from }).trim().min(1, { error: fields.from }),
  text: z
    .string({ error: fields.text })
    .transform(clean)
    .refine((text) => [...text].length <= textLimit, { error: fields.tooLong })
    .optional(),
  /** Number of a message in this chat; its words; or both who said it and the words. */
  quote: z
    .union(
      [
        z.number().int().positive(),
        z.string(),
        z.object({
          n: number.optional(),
          from: z.string().optional(),
          name: z.string().optional(),
          text: z.string().optional(),
        }),
      ],
      { error: fields.quote },
    )
    .nullish(),
  /** What was said in a voice message. */
  transcript: z.string().transform(clean).optional(),
  /** The page's own mark of this message: the same again is the same message, not a second one. */
  key: z.string().max(100).optional(),
});
export type Post = z.infer<typeof postSchema>;

type Quote = { quoteN?: number; quoteName: string; quoteText: string };

function quoteOf(row: LocalMessage): Quote {
  return { quoteN: row.n, quoteName: row.fromName, quoteText: quoted(row) };
}

async function byNumber(room: Room, post: Post, n: number): Promise<Quote | Refusal> {
  const row = await one(room.db, room.communityId, n);
  const visible =
    row?.chat === post.chat && (row.chat === 'group' || row.fromName === post.from || row.toName === post.from);
  return row && visible && !row.recalled && row.kind !== 'recall' ? quoteOf(row) : refusals.quoteGone(n);
}

/** Words that are not in the chat are kept as they are: what WeChat gives of a quote is often cut or older than the bot. */
async function byWords(room: Room, post: Post, words: string, from?: string): Promise<Quote | undefined> {
  const text = clean(words).trim();
  if (text === '') return undefined;
  const row = await saying(room.db, room.communityId, { kind: post.chat, person: post.from }, text, from);
  return row ? { ...quoteOf(row), quoteText: text } : { quoteName: from ?? '', quoteText: text };
}

async function findQuote(room: Room, post: Post): Promise<Quote | Refusal | undefined> {
  const { quote } = post;
  if (quote === undefined || quote === null) return undefined;
  if (typeof quote === 'number') return byNumber(room, post, quote);
  if (typeof quote === 'object') {
    if (quote.n !== undefined) return byNumber(room, post, quote.n);
    return byWords(room, post, quote.text ?? '', quote.from ?? quote.name);
  }
  const found = await byWords(room, post, quote);
  if (found?.quoteN === undefined && /^\d{1,9}$/.test(quote)) return byNumber(room, post, Number(quote));
  return found;
}

/** Says it; answers when the inbox has it. */
export async function post(room: Room, input: Post, upload?: File): Promise<LocalMessage | Refusal> {
  if (!room.onEvent) return refusals.notStarted;
  const people = await room.neighbourhood.people();
  if (!people.some(({ name }) => name === input.from)) return refusals.nobody(input.from);
  const text = input.text ?? '';
  if (!upload && text.trim() === '') return refusals.empty;
  const quote = await findQuote(room, input);
  if (quote && refused(quote)) return quote;
  const file = upload && (await keepUpload(room.mediaDir, new Uint8Array(await upload.arrayBuffer())));
  if (upload && !file) return refusals.badFile;
  return say(room, {
    chat: input.chat,
    fromName: input.from,
    toName: input.chat === 'direct' ? room.botName : null,
    kind: file?.kind ?? 'text',
    text,
    ...quote,
    file: file?.file,
    fileName: upload?.name.slice(0, 200),
    mediaType: file?.mediaType,
    bytes: file?.bytes,
    transcript: file?.kind === 'voice' ? input.transcript?.trim() || null : null,
    dedupeKey: input.key === undefined ? null : `in:${input.from}:${input.key}`,
  });
}
