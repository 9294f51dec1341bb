/** What the child process needs of a puppet, whichever it is. */
import type { Wechaty } from 'wechaty';
import type { Puppet } from 'wechaty-puppet';
import type { Incoming } from '../../chat/message.ts';
import type { Failure, Group, Member, Settings } from './protocol.ts';
import type { Entry } from './spool.ts';

/** What an adapter may call. */
export interface Hands {
  /** Something happened. `rest` is kept with it and comes back in `complete`. */
  take(event: Incoming, rest?: unknown): void;
  scan(qr: string): void;
  online(): void;
  /** The server answered a sync call. */
  sync(): void;
  /** Ends this process with one of the exit codes; the channel starts a new one. */
  leave(code: number): never;
  log(level: 'info' | 'warn' | 'error', text: string): void;
}

/** What an adapter is made of. The bot is not started yet. */
export interface AdapterParts {
  bot: Wechaty;
  puppet: Puppet;
  settings: Settings;
  hands: Hands;
}

export interface Adapter {
  /** Logs in, with the kept login if there is one. */
  start(): Promise<void>;
  /** Fetches what an event still lacks (names, a picture …); undefined when there is nothing to hand over. */
  complete(entry: Entry): Promise<Incoming | undefined>;
  /** Each resolves to the message's id if the puppet tells it, and throws when WeChat did not take it. */
  sendText(chatId: string, text: string): Promise<string | undefined>;
  sendPicture(chatId: string, media: string): Promise<string | undefined>;
  /** Brings a picture to WeChat, where nobody sees it yet; gives what `sendPicture` wants to have. */
  upload(chatId: string, file: string): Promise<string>;
  /** What an error of a send means. */
  outcomeOf(error: unknown): Failure;
  setRemark(account: string, remark: string): Promise<boolean>;
  members(chatId: string): Promise<Member[] | undefined>;
  /** All friends; throws when the list has not come in time. */
  friends(): Promise<Member[]>;
  groups(): Promise<Group[]>;
  /** Another one after each login that changes ids; undefined before the first. */
  session(): string | undefined;
  /** Writes the login down, so that the next process needs no scan. */
  save(): Promise<void>;
}

/** An error for what did not end in time. */
export class TimedOut extends Error {}

/** The same promise, but it rejects with TimedOut after `ms`. */
export function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut(`no answer within ${ms} ms`)), ms);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
