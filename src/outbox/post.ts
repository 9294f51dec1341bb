/** What is to be said, collected while deciding and written with the decision. Nothing is sent from here. */

import { atTime, toLocal } from '../clock/zone.ts';
import type { Community } from '../community.ts';
import { hidePrivate } from '../language/phone.ts';
import type { Joinable, Shows } from './tables.ts';

export const priority = { emergency: 0, direct: 1, group: 2, reminder: 3, announcement: 4 } as const;
export type Priority = (typeof priority)[keyof typeof priority];

/** Reminders and announcements are said because of the time, so they name the time after which they are of no use. */
export type Post = Words & Moment;
type Ping = typeof priority.reminder | typeof priority.announcement;
type Moment = { priority: Exclude<Priority, Ping>; lapsesAt?: Date } | { priority: Ping; lapsesAt: Date };

/** What may be said beside the words where somebody is answered or told; a reminder among them names its end too. */
export type More = Partial<Omit<Words, 'to' | 'text'>> &
  ({ priority?: Exclude<Priority, Ping>; lapsesAt?: Date } | { priority: Ping; lapsesAt: Date });

interface Words {
  to: 'group' | { person: string };
  text: string;
  /** In the group: may be joined with other answers of the same head. */
  join?: Joinable;
  shows?: Shows;
  picture?: string;
  /** Only for an account that is surely this person's: what is an elder's, a resident's or a leader's alone. */
  private?: true;
  /** The same key is said once, ever. */
  once?: string;
  /**
   * It matters more than being said twice: when nobody knows whether it arrived it is said once more, and says so.
   * Emergencies always are.
   */
  repeats?: true;
  /** It asks something: of several to the same addressee in one decision only the last is said, because only that one waits. */
  asks?: true;
}

/** An answer in the group is about what was just being talked of: after so many hours it only confuses. */
export const answerHours = 6;

/** Nobody wants to hear after that long what they should have been told, when they could not be reached. */
const toldHours = 7 * 24;

/** The moment so many hours later. */
export const later = (now: Date, hours: number): Date => new Date(now.getTime() + hours * 3_600_000);

/** First moment at or after `now` outside the quiet hours. */
export function afterQuiet(now: Date, community: Community): Date {
  const { from, to } = community.quiet;
  const time = toLocal(now, community.zone).slice(11);
  const inQuiet = from > to ? time >= from || time < to : time >= from && time < to;
  if (!inQuiet) return now;
  return atTime(now, time >= to ? 1 : 0, to, community.zone);
}

/** Row of the outbox for a post. Pings wait for the end of the quiet hours; the group never gets a phone or a door. */
export function outboxRow(post: Post, community: Community, now: Date) {
  const ping = post.priority >= priority.reminder;
  const toGroup = post.to === 'group';
  return {
    toPerson: post.to === 'group' ? null : post.to.person,
    text: toGroup ? hidePrivate(post.text) : post.text,
    join: post.join && toGroup ? { ...post.join, name: hidePrivate(post.join.name) } : null,
    shows: post.shows ?? null,
    picture: post.picture ?? null,
    private: post.private ?? false,
    priority: post.priority,
    notBefore: ping ? afterQuiet(now, community) : now,
    lapsesAt: post.lapsesAt ?? (post.join ? later(now, answerHours) : toGroup ? null : later(now, toldHours)),
    repeats: (post.repeats ?? false) || post.priority === priority.emergency,
    dedupeKey: post.once ?? null,
  };
}
