/** What the paste page needs from the program: who people are, what was taken in, and what a line would do. */
import { z } from 'zod';
import type { Role } from '../../chat/meaning.ts';
import type { Incoming } from '../../chat/message.ts';
import type { Rehearsed } from '../../rehearse.ts';
import type { Seen } from './overlap.ts';

/** Somebody whom the program knows. */
export interface Known {
  id: string;
  name: string;
  role: Role;
  /** Grid or unit, to tell two of the same name apart. */
  hint?: string;
}

/** Who stands behind a name of the group: somebody known, or somebody new with a name of their own. */
export const choiceSchema = z.union([
  z.object({ person: z.uuid() }),
  z.object({ fresh: z.string().trim().min(1).max(20) }),
]);
export type Choice = z.infer<typeof choiceSchema>;

/** A name of the group and who it is, settled by a leader. */
export interface Settled {
  account: string;
  choice: Choice;
  /** What somebody new becomes. */
  role: Role;
}

/** Messages of the bot that somebody has posted for it, and when. */
export interface Posted {
  ids: readonly string[];
  at: Date;
}

export interface Desk {
  now(): Date;
  /** Everybody who is there. */
  people(): Promise<Known[]>;
  /** Who stands behind names of the group that were settled before: name → person's id. */
  settledNames(): Promise<Map<string, string>>;
  /** What was taken in of the group, oldest first, and which of it was taken back. */
  seen(): Promise<{ lines: Seen[]; recalled: ReadonlySet<string> }>;
  /** Keeps who stands behind names. */
  settle(names: readonly Settled[]): Promise<void>;
  /** Something lies ready for somebody: what it asks may be answered for a day, because it goes there and back by hand. */
  laidFor(account: string): Promise<void>;
  /** The bot's messages stand in the group since then: what is said after them may answer them. */
  posted(post: Posted): Promise<void>;
  /** What events would do if they came now, one after the other; nothing of it stays. */
  rehearse(names: readonly Settled[], moves: readonly (Incoming | Posted)[]): Promise<Rehearsed[]>;
  /** Makes the first leader, or tells that there is one. */
  firstLeader(name: string): Promise<'made' | 'there'>;
  /** Resolves when everything handed over is handled and what it caused lies ready. */
  settled(): Promise<void>;
}
