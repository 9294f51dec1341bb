/** Events that are not messages: somebody joined, became a friend, took a message back, or put us out. */
import type { Decision } from '../decision.ts';
import type { Person } from '../features/people/queries.ts';
import { undoMessage } from '../features/undo/steps.ts';
import { tellLeadersOnce } from '../identity/leaders.ts';
import { ourRoom, setGone } from '../identity/queries.ts';
import { meet, nameOf } from '../identity/recognise.ts';
import { wording as identity } from '../identity/wording.ts';
import { priority } from '../outbox/post.ts';
import type { Incoming, Message } from './message.ts';
import { wording } from './wording.ts';

type Happened<T extends Incoming['type']> = Extract<Incoming, { type: T }>;

/** Handles an event that is not a message and says what it was. */
export async function onEvent(
  decision: Decision,
  channel: string,
  event: Exclude<Incoming, Message | Happened<'left'>>,
  person: Person,
): Promise<string> {
  switch (event.type) {
    case 'join': {
      const { tx, community, now } = decision;
      const names: string[] = [];
      for (const sender of event.who.filter((one) => nameOf(one) !== community.botName)) {
        const met = await meet(tx, community, channel, event, sender, now);
        // Whoever comes under a leader's name is not greeted by it.
        if ('person' in met) names.push(nameOf(sender));
      }
      // Forty who scan a code on a poster come one by one: they are greeted together.
      const join = wording.welcome(names, community);
      const text = `${join.head}${join.name}${join.tail}`;
      if (names.length > 0) decision.post({ to: 'group', text, join, priority: priority.group });
      return 'join';
    }
    case 'friend':
      decision.post({ to: { person: person.id }, text: wording.hello(decision.community), priority: priority.direct });
      return 'friend';
    case 'recall':
      await undoMessage(decision, channel, event.recalled, person);
      return 'recall';
  }
}

/** We were put out of our group: what is for it waits, and the leaders hear of it. */
export async function onLeft(decision: Decision, channel: string, event: Happened<'left'>): Promise<string> {
  const { tx, community, now } = decision;
  await setGone(tx, community, channel, event.chat.id, now);
  const room = await ourRoom(tx, community, channel);
  await tellLeadersOnce(decision, `left:${event.id}`, identity.putOut(room?.topic ?? event.chat.topic ?? ''));
  decision.note({ action: 'put out of the group', detail: { channel } });
  return 'left';
}
