/** Raises an alarm (product.md: advice to the person, every duty leader until one answers, whatever the hour). */
import type { Slots } from '../../chat/meaning.ts';
import type { Turn } from '../../chat/turn.ts';
import { newId } from '../../db/columns.ts';
import type { Decision } from '../../decision.ts';
import { priority } from '../../outbox/post.ts';
import { sayMoment } from '../claims/steps.ts';
import { peopleOf } from '../people/queries.ts';
import { insertAlarm, openAlarms } from './queries.ts';
import { wording } from './wording.ts';

/** Leaders are reminded this often until one answers. */
const everyMinutes = 3;
/** And at most this often: after an hour of silence the phone is the better way. */
const mostTimes = 20;
/** What was said longer ago than this comes out of an outage. */
const lateMinutes = 10;

/** The same kind about the same person within this time is one emergency; what comes later has happened anew. */
const sameMinutes = 30;

/**
 * Tells the speaker what to do and every duty leader what happened. What is said again about the same emergency goes to whoever
 * took it over, or to all of them.
 * @param about whom it is about, as it was said
 */
export async function alarm(
  turn: Turn,
  kind: NonNullable<Slots['emergency']>,
  about: string,
  words: string,
): Promise<void> {
  const { tx, community, now, speaker } = turn;
  turn.reply(turn.chat === 'group' ? wording.adviceInGroup(kind) : wording.advice(kind));
  const before = (await openAlarms(tx, community)).find(
    (open) => open.about === about && open.raisedBy === speaker.id && open.kind === kind,
  );
  if (before && now.getTime() - before.raisedAt.getTime() < sameMinutes * 60_000) {
    // Whoever is afraid says it again, and may say more: where, how bad.
    const more = wording.more(about, speaker.name, words.slice(0, 300));
    if (before.takenBy) turn.tell(before.takenBy, more, { priority: priority.emergency });
    else await tellLeaders(turn, more, speaker.id);
    return;
  }
  const id = newId();
  await insertAlarm(tx, community, { id, kind, about, words, raisedBy: speaker.id }, now);
  turn.note({ action: 'alarm raised', detail: { alarm: id, kind, about } });
  const late = saidLate(turn, turn.situation.now);
  await tellLeaders(turn, wording.alarm(kind, about, speaker.name, words.slice(0, 300), late), speaker.id);
  planAgain(turn, id, 1);
}

/** When it was said, as leaders read it, if it was heard so late that it may be over. */
export function saidLate({ community, now }: Decision, said: Date): string | undefined {
  return now.getTime() - said.getTime() > lateMinutes * 60_000 ? sayMoment(said, community, now) : undefined;
}

/** To every leader; when there is none, to every team head. */
export async function tellLeaders(decision: Decision, text: string, except?: string): Promise<void> {
  const { tx, community } = decision;
  const leaders = await peopleOf(tx, community, 'leader');
  const duty = leaders.length > 0 ? leaders : await peopleOf(tx, community, 'teamHead');
  for (const person of duty)
    if (person.id !== except) decision.post({ to: { person: person.id }, text, priority: priority.emergency });
}

export function planAgain(decision: Decision, alarmId: string, times: number): void {
  if (times > mostTimes) return;
  decision.plan({
    kind: 'alarmAgain',
    key: `${alarmId}:${times}`,
    runAt: new Date(decision.now.getTime() + everyMinutes * 60_000),
    payload: { alarmId, times: String(times) },
  });
}
