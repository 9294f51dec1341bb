/** Lines of a piece in the program's own words. */
import { createHash } from 'node:crypto';
import type { Incoming, Sender } from '../../chat/message.ts';
import { fromLocal } from '../../clock/zone.ts';
import { groupId, type Room } from './room.ts';

type Place = Pick<Room, 'botName' | 'groupName' | 'zone'>;

/** Who wrote, by the name in the group: it is all that a piece tells. */
export function sender(account: string): Sender {
  return { account, nickname: account, roomAlias: account, friend: true };
}

/** The mark of a line whose time the piece told; another `nth` when the same stands there several times. */
export function timedId(name: string, text: string, at: string, nth: number): string {
  const hash = createHash('sha256')
    .update(`${name}\n${at}\n${nth}\n${text.replace(/\s+/g, '')}`)
    .digest('hex');
  return `${timedMark}${hash.slice(0, 32)}`;
}

/** By this the inbox tells lines with times from those without. */
const timedMark = 'paste:t:';
export const wasTimed = (id: string): boolean => id.startsWith(timedMark);

/** How a line about people who came is compared with others. */
export const joinText = (names: readonly string[]): string => `+${names.join('、')}`;

export function mentionsBot(text: string, botName: string): boolean {
  return text.includes(`@${botName}`) || text.includes(`＠${botName}`);
}

interface Common {
  id: string;
  /** Who wrote or did it. */
  name: string;
  /** Local time; absent: now. */
  at?: string | undefined;
}

function common(place: Place, { id, name, at }: Common, now: Date) {
  return {
    id,
    chat: { kind: 'group' as const, id: groupId, topic: place.groupName },
    from: sender(name),
    at: (at === undefined ? now : fromLocal(at, place.zone)).toISOString(),
  };
}

/** What is said in the group. */
export function said(
  place: Place,
  line: Common & { text: string; quote?: { name: string; text: string; mine: boolean } | undefined },
  now: Date,
): Incoming {
  return {
    type: 'message',
    ...common(place, line, now),
    text: line.text,
    mention: mentionsBot(line.text, place.botName),
    ...(line.quote ? { quote: line.quote } : {}),
  };
}

/** What somebody said to the bot alone. */
export function saidAlone(line: { id: string; name: string; text: string }, now: Date): Incoming {
  return {
    type: 'message',
    id: line.id,
    chat: { kind: 'direct', id: line.name },
    from: { account: line.name, nickname: line.name, friend: true },
    at: now.toISOString(),
    text: line.text,
    mention: false,
  };
}

export function joined(place: Place, line: Common & { who: readonly string[] }, now: Date): Incoming {
  return { type: 'join', ...common(place, line, now), who: line.who.map(sender) };
}

export function takenBack(place: Place, line: Common & { recalled: string }, now: Date): Incoming {
  return { type: 'recall', ...common(place, line, now), recalled: line.recalled };
}
