/** The port between the program and the places where people write. A channel knows nothing of claims or needs. */
import type { Incoming } from '../chat/message.ts';

/** What a channel can do. The program asks these, never the channel's name. */
export interface Capabilities {
  /** Which group messages it is given. */
  groupRead: 'all' | 'mention' | 'none';
  /** It may write without having been written to just before. */
  canPush: boolean;
  /** How long and how often it may answer after somebody wrote; absent when there is no limit. */
  replyWindow?: { hours: number; count: number };
  /** The same person keeps the same account id after the channel's next login. */
  stableIds: boolean;
  /** A successful send is a delivery. */
  receipts: boolean;
  pictures: boolean;
}

/** One message to send. The text may contain line breaks; the channel splits what is too long at line ends. */
export interface Outgoing {
  /** Our id of the message, for the channel's log and for telling apart what was sent. */
  id: string;
  chat: { kind: 'group' | 'direct'; id: string };
  text: string;
  /** Accounts to @-mention (groups only). The text already reads well without the mention. */
  mention?: { account: string; name: string }[];
  /** A PNG file to send before the text. */
  picture?: string;
}

/**
 * What became of a send.
 * `sent`: the server took it, in so many `parts` (1). `refused`: it will not arrive; `retry` says whether a later try can
 * help, `away` that the account is not logged in or the line is down, which says nothing of the message. `unknown`: no
 * answer came, so it may or may not have arrived. `slow`: the account writes too often (1205).
 */
export type SendResult =
  | { outcome: 'sent'; id?: string; parts?: number }
  | { outcome: 'refused'; reason: string; retry: boolean; slow?: boolean; away?: boolean }
  | { outcome: 'unknown'; reason: string; slow?: boolean };

/** Somebody as a channel lists them: in a group, or among the friends. */
export interface Member {
  account: string;
  nickname: string;
  /** 群昵称, in a group. */
  roomAlias?: string;
  friend?: boolean;
  /** 备注 that we set on a friend. */
  remark?: string;
}

/** What a leader sees of a channel's health. */
export interface ChannelState {
  state: 'starting' | 'scan' | 'online' | 'offline';
  /** One Chinese sentence for people, e.g. why it is offline. */
  note: string;
  /** The login page's QR content while `state` is `scan`. */
  qr?: string;
}

export interface Channel {
  /** `local`, `wechat` … : part of every binding and inbox key. */
  readonly name: string;
  /** The chat account that this channel speaks for, one lease row per account. Known before start. */
  readonly account: string;
  readonly capabilities: Capabilities;
  /**
   * Starts taking in. `onEvent` resolves when the event is safe in the inbox (or in the spool when the database is
   * away); the channel may forget the event only then. It never rejects for what people wrote.
   */
  start(onEvent: (event: Incoming) => Promise<void>): Promise<void>;
  /** Sends one message. Never throws: a fault is an outcome. */
  send(message: Outgoing): Promise<SendResult>;
  state(): ChannelState;
  /** Calls `listener` whenever the state has changed, from now on. */
  watch?(listener: (state: ChannelState) => void): void;
  /** Sets the 备注 of a friend, by which that friend is found again after the next login; false when it could not. */
  setRemark?(account: string, remark: string): Promise<boolean>;
  /** Names the login session that the present ids belong to; undefined when nobody is logged in. Only without stable ids. */
  session?(): string | undefined;
  /** Everyone in a group, for bindings; undefined when the channel cannot tell. */
  members?(chatId: string): Promise<Member[] | undefined>;
  /** All friends of the account; undefined when the channel cannot tell now. */
  friends?(): Promise<Member[] | undefined>;
  /** The groups of the account as far as they are known: some show themselves only when somebody speaks in them. */
  groups?(): Promise<{ id: string; topic: string }[] | undefined>;
  /** Ends without logging out. */
  stop(): Promise<void>;
}
