/** What the bot knows just before a line: the only state that understanding may use. Pure data, loaded by handle.ts. */
import type { NeedCategory, Ref, Role } from './meaning.ts';

/** Something that can be claimed, as understanding sees it. */
export interface ItemView {
  ref: Ref;
  kind: 'activity' | 'shift' | 'need' | 'visit';
  title: string;
  category?: NeedCategory;
  /** For whom a need is, as the group may know it. */
  beneficiary?: string;
  /** Who reported a need, and in which words: people describe it by them. Only for finding it, never to be shown. */
  reporter?: string;
  told?: string;
  place?: string;
  /** Local time, length 16, or 10 when only the day is known. */
  start?: string;
  end?: string;
  seats: number;
  free: number;
  open: boolean;
  /** Check-in is possible now. */
  checkInOpen?: boolean;
}

/** The last post of the bot in this chat (or the message that the speaker quotes) that named something to claim. */
export interface LastPost {
  kind: 'announce' | 'list' | 'need' | 'callSubstitute' | 'reminder' | 'checkIn' | 'call' | 'claimed';
  /** In the order in which they were shown. */
  refs: Ref[];
  /** Days that were offered, when the post offered days. */
  dates?: string[];
  minutesAgo: number;
  /** Lines of other talk since then (claims and answers do not count). */
  talkSince: number;
  /** The speaker quoted that post. */
  quoted?: true;
}

/** The dialogue of the question whether something was meant: “是要…吗？” */
export const doubt = 'doubt';

/** A question that waits for this speaker's answer in this chat. */
export interface Question {
  /** Which dialogue asked: the name of the command that goes on with the answer. */
  dialogue: string;
  /** What is asked for. `confirm` wants yes or no, `choice` one of what was shown. */
  slot:
    | 'confirm'
    | 'choice'
    | 'time'
    | 'seats'
    | 'place'
    | 'title'
    | 'phone'
    | 'what'
    | 'rating'
    | 'solved'
    | 'skill'
    | 'name'
    | 'text'
    | 'item';
  /** What it is about. */
  refs?: Ref[];
  /** For `choice`: what was shown, in order. */
  options?: string[];
}

export interface Situation {
  now: Date;
  chat: 'group' | 'direct';
  mention: boolean;
  role: Role;
  botName: string;
  /** What is open, about to be or was lately. `'any'`: not known here, any number may be open (the understand command). */
  items: ItemView[] | 'any';
  /** What the speaker holds or waits for. `'any'`: may hold anything. */
  holds: Ref[] | 'any';
  /** Of these, what the speaker claimed for themselves, not for somebody else. */
  ownHolds?: Ref[];
  /** Whom the alarms are about that are not over. */
  alarms?: string[];
  /** Needs that the speaker reported and that are not closed, and those closed in the last days. */
  reported: Ref[];
  /** The newest of these, when it was reported within a day and is not done yet: what is added now is about it. */
  lately?: Ref;
  lastPost?: LastPost;
  question?: Question;
  /** The last lines in the chat are talk about something else. */
  smalltalk?: true;
  /** What the speaker last served, for rating. */
  served?: Ref[];
  quote?: { text: string; mine: boolean; name: string };
}
