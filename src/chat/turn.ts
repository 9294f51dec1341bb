/** What a command gets: who said it where, the transaction, and ways to answer. */
import type { Role } from './meaning.ts';

export interface Turn {
  now: Date;
  chat: 'group' | 'direct';
  role: Role;
  /** Answers where the message came from. In the group answers to a burst are joined. */
  reply(text: string): void;
}
