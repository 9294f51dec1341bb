/** Events that are not messages: somebody joined, became a friend, or took a message back. */
import type { Decision } from '../decision.ts';
import type { Person } from '../features/people/queries.ts';
import { undoMessage } from '../features/undo/steps.ts';
import { bind, nameOf, welcome } from '../identity/recognise.ts';
import { priority } from '../outbox/post.ts';
import type { Incoming, Message } from './message.ts';
import { wording } from './wording.ts';

/** Handles an event that is not a message and says what it was. */
export async function onEvent(
  decision: Decision,
  channel: string,
  event: Exclude<Incoming, Message>,
  person: Person,
): Promise<string> {
  switch (event.type) {
    case 'join': {
      for (const sender of event.who)
        await welcome(decision.tx, decision.community, channel, sender, 'group', decision.now);
      decision.post({
        to: 'group',
        text: wording.welcome(event.who.map(nameOf), decision.community),
        priority: priority.group,
      });
      return 'join';
    }
    case 'friend': {
      await bind(
        decision.tx,
        decision.community,
        {
          channel,
          sender: { ...event.from, friend: true },
          personId: person.id,
          sure: 'probable',
          evidence: 'became a friend',
        },
        decision.now,
      );
      decision.post({ to: { person: person.id }, text: wording.hello(decision.community), priority: priority.direct });
      return 'friend';
    }
    case 'recall':
      await undoMessage(decision, channel, event.recalled, person);
      return 'recall';
  }
}
