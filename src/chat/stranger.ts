/** What somebody says of whom nobody can tell who it is: nothing is done, but a cry for help is heard. */
import type { House } from '../app.ts';
import type { Decision } from '../decision.ts';
import { saidLate, tellLeaders } from '../features/alarms/steps.ts';
import { wording as alarmWording } from '../features/alarms/wording.ts';
import { candidatesOf, type Doubt, keyOf, poses, raiseDoubt } from '../identity/doubts.ts';
import { wording } from '../identity/wording.ts';
import { priority } from '../outbox/post.ts';
import { loadSituations } from './load.ts';
import { type Message, wordsOf } from './message.ts';
import { understand } from './understand.ts';

/**
 * Answers a message of somebody in doubt. Talk among people is left alone; what the bot would act on is put before the leaders,
 * and in the group one line says so, once, unless the name is a leader's.
 */
export async function answerStranger(
  house: House,
  decision: Decision,
  message: Message,
  seq: number,
  doubt: Doubt,
): Promise<void> {
  const { tx, community, now } = decision;
  const text = wordsOf(message).slice(0, 2000);
  const name = doubt.roomAlias || doubt.nickname;
  // Nobody's own things: an id that no row bears.
  const nobody = { id: '00000000-0000-0000-0000-000000000000', name, role: 'volunteer' as const };
  const [loaded] = await loadSituations(tx, community, now, [{ message, person: nobody, seq }]);
  const { situation } = loaded!;
  const { meanings, act } = understand(text, situation, house.commands);
  const emergency = meanings.find((meaning) => meaning.slots.emergency)?.slots.emergency;
  const inGroup = message.chat.kind === 'group';
  if (emergency && act === 'act') {
    const late = saidLate(decision, situation.now);
    await tellLeaders(decision, alarmWording.alarm(emergency, name, name, text.slice(0, 300), late));
    if (inGroup)
      decision.post({ to: 'group', text: alarmWording.adviceInGroup(emergency), priority: priority.emergency });
  }
  const posing = poses(await candidatesOf(tx, community, doubt));
  if (inGroup && !message.mention && act !== 'act' && !posing) return;
  await raiseDoubt(decision, doubt, text);
  if (inGroup && !posing && !emergency)
    decision.post({
      to: 'group',
      text: wording.askedInGroup(name),
      priority: priority.group,
      once: keyOf(doubt),
    });
}
