/** What happens in a chat, in our own words: nothing here knows Wechaty or any other channel. */
import { z } from 'zod';

/** A chat is the service group (or another group) or the direct chat between one person and the bot. */
export type ChatKind = 'group' | 'direct';

/** Who wrote. Ids are those of the channel's session and may change at every login (wechat.md 11). */
export const senderSchema = z.object({
  /** The channel's id of the account, valid for this session only unless the channel says that ids are stable. */
  account: z.string().min(1),
  /** The account's own nickname. */
  nickname: z.string(),
  /** 群昵称: the name that the person bears in this group, if any. */
  roomAlias: z.string().optional(),
  /** 备注: the remark that we set on a friend. */
  remark: z.string().optional(),
  /** True when the account is a friend of the bot, so that direct messages reach it. */
  friend: z.boolean().optional(),
});
export type Sender = z.infer<typeof senderSchema>;

/** A picture, voice message or file that came with a message. `path` is a file under DATA_DIR/media. */
export const attachmentSchema = z.object({
  kind: z.enum(['picture', 'voice', 'file']),
  name: z.string(),
  mediaType: z.string(),
  path: z.string(),
  bytes: z.number().int().nonnegative(),
  /** Voice messages: what the channel's own speech-to-text made of it, if it has one. */
  transcript: z.string().optional(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** A native 接龙 (app message 53): who added which line, as the channel gave it. */
export const chainSchema = z.object({
  title: z.string(),
  entries: z.array(z.object({ account: z.string(), at: z.string(), text: z.string() })),
});
export type Chain = z.infer<typeof chainSchema>;

const common = {
  /** The channel's id of this event, unique per account; the same id again is the same event. */
  id: z.string().min(1),
  chat: z.object({
    kind: z.enum(['group', 'direct']),
    /** The channel's id of the group; for a direct chat the account id of the other side. */
    id: z.string(),
    /** A group's name (topic). */
    topic: z.string().optional(),
  }),
  from: senderSchema,
  /** When it was said, ISO 8601 with offset. */
  at: z.string(),
  /** The login session in which these ids mean something; absent on channels with stable ids. */
  session: z.string().optional(),
};

/** A message as a channel hands it over. Line breaks are `\n`. */
export const messageSchema = z.object({
  type: z.literal('message'),
  ...common,
  text: z.string(),
  /** The bot itself was @-mentioned (not @所有人). */
  mention: z.boolean(),
  /** The message that this one quotes. `mine`: the bot wrote it. `text` is what the channel gives of it, often cut. */
  quote: z.object({ name: z.string(), text: z.string(), mine: z.boolean(), id: z.string().optional() }).optional(),
  attachment: attachmentSchema.optional(),
  chain: chainSchema.optional(),
});
export type Message = z.infer<typeof messageSchema>;

/** Somebody took back a message. */
export const recallSchema = z.object({ type: z.literal('recall'), ...common, recalled: z.string() });
/** People joined a group; `from` is whoever brought them, `who` are the new ones. */
export const joinSchema = z.object({ type: z.literal('join'), ...common, who: z.array(senderSchema) });
/** A friendship began (the adapter accepts requests by itself); `from` is the new friend. */
export const friendSchema = z.object({ type: z.literal('friend'), ...common, hello: z.string() });

/** The bot was put out of a group; `from` is who did it, as far as the channel tells. */
export const leftSchema = z.object({ type: z.literal('left'), ...common });

/** Everything that a channel can hand over, checked where it comes in. */
export const incomingSchema = z.discriminatedUnion('type', [
  messageSchema,
  recallSchema,
  joinSchema,
  friendSchema,
  leftSchema,
]);
export type Incoming = z.infer<typeof incomingSchema>;

/** The words of a message: what was said in a voice message, else what was typed. */
export function wordsOf({ attachment, text }: Message): string {
  return attachment?.transcript || text;
}
