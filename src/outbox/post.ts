/** What is to be said, collected while deciding and written with the decision. Nothing is sent from here. */

import { atTime, toLocal } from '../clock/zone.ts';
import type { Community } from '../community.ts';
import { hidePrivate } from '../language/phone.ts';
import type { Joinable, Shows } from './tables.ts';

export const priority = { emergency: 0, direct: 1, group: 2, reminder: 3, announcement: 4 } as const;
export type Priority = (typeof priority)[keyof typeof priority];

export interface Post {
  to: 'group' | { person: string };
  text: string;
  priority: Priority;
  /** In the group: may be joined with other answers of the same head. */
  join?: Joinable;
  shows?: Shows;
  picture?: string;
  /** Only for an account that is surely this person's: what is an elder's, a resident's or a leader's alone. */
  private?: true;
  /** The same key is said once, ever. */
  once?: string;
  /** After this moment it is of no use any more. */
  lapsesAt?: Date;
  /** It asks something: of several to the same addressee in one decision only the last is said, because only that one waits. */
  asks?: true;
}

/** First moment at or after `now` outside the quiet hours. */
export function afterQuiet(now: Date, community: Community): Date {
  const { from, to } = community.quiet;
  const time = toLocal(now, community.zone).slice(11);
  const inQuiet = from > to ? time >= from || time < to : time >= from && time < to;
  if (!inQuiet) return now;
  return atTime(now, time >= to ? 1 : 0, to, community.zone);
}

/** Nobody wants to hear after that long what somebody should have been told. */
const lapseDays = 7;

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
    lapsesAt: post.lapsesAt ?? (toGroup ? null : new Date(now.getTime() + lapseDays * 86_400_000)),
    dedupeKey: post.once ?? null,
  };
}
