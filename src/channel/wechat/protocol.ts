/** What the channel and its child process say to each other. Everything that arrives is checked by these schemas. */
import { z } from 'zod';
import { incomingSchema } from '../../chat/message.ts';

/** What the child is started with. Times are in milliseconds. */
export const settingsSchema = z.object({
  puppet: z.string(),
  botName: z.string(),
  dataDir: z.string(),
  /** How long one send may take before its end counts as unknown. */
  sendLimit: z.number().positive(),
  /** How long fetching a picture, a voice message, a file or a name may take. */
  fetchLimit: z.number().positive(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const outgoingSchema = z.object({
  id: z.string(),
  chat: z.object({ kind: z.enum(['group', 'direct']), id: z.string() }),
  text: z.string(),
  mention: z.array(z.object({ account: z.string(), name: z.string() })).optional(),
  picture: z.string().optional(),
});

export type Message = z.infer<typeof outgoingSchema>;

export const resultSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('sent'), id: z.string().optional(), parts: z.number().optional() }),
  z.object({
    outcome: z.literal('refused'),
    reason: z.string(),
    retry: z.boolean(),
    slow: z.boolean().optional(),
    away: z.boolean().optional(),
  }),
  z.object({ outcome: z.literal('unknown'), reason: z.string(), slow: z.boolean().optional() }),
]);
export type Result = z.infer<typeof resultSchema>;
export type Failure = Exclude<Result, { outcome: 'sent' }>;

export const memberSchema = z.object({
  account: z.string(),
  nickname: z.string(),
  roomAlias: z.string().optional(),
  friend: z.boolean().optional(),
  remark: z.string().optional(),
});
export type Member = z.infer<typeof memberSchema>;

export const groupSchema = z.object({ id: z.string(), topic: z.string() });
export type Group = z.infer<typeof groupSchema>;

const ref = z.number().int();

/** From the channel to the child. */
export const orderSchema = z.discriminatedUnion('type', [
  /** The event is safe: the child may forget it. */
  z.object({ type: z.literal('ack'), seq: z.number().int() }),
  z.object({ type: z.literal('send'), ref, message: outgoingSchema }),
  z.object({ type: z.literal('remark'), ref, account: z.string(), remark: z.string() }),
  z.object({ type: z.literal('members'), ref, chatId: z.string() }),
  z.object({ type: z.literal('friends'), ref }),
  z.object({ type: z.literal('groups'), ref }),
  /** Save the login and exit, without logging out. */
  z.object({ type: z.literal('end') }),
]);
export type Order = z.infer<typeof orderSchema>;

/** From the child to the channel. */
export const reportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('scan'), qr: z.string() }),
  z.object({ type: z.literal('online'), session: z.string().optional() }),
  z.object({ type: z.literal('event'), seq: z.number().int(), event: incomingSchema }),
  /** The server answered a sync call just now, the only true sign of life. `rss` is the child's memory in bytes. */
  z.object({ type: z.literal('sync'), rss: z.number() }),
  z.object({ type: z.literal('result'), ref, result: resultSchema }),
  z.object({ type: z.literal('remarked'), ref, done: z.boolean() }),
  z.object({ type: z.literal('members'), ref, members: z.array(memberSchema).optional() }),
  z.object({ type: z.literal('groups'), ref, groups: z.array(groupSchema).optional() }),
  z.object({ type: z.literal('log'), level: z.enum(['info', 'warn', 'error']), text: z.string() }),
]);
export type Report = z.infer<typeof reportSchema>;

/** Why the child ended by itself: its exit code. Any other code or a signal is a fault. */
export const exitCode = {
  /** It was told to. */
  told: 0,
  /** An exception that nobody caught. */
  fault: 70,
  /** WeChat ended the session (1100, 1101, 1102): the login is forgotten, a new scan is needed. */
  sessionGone: 71,
  /** The puppet gave up (no network, QR code run out): the login is kept. */
  gaveUp: 72,
} as const;
