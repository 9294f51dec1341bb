/** What a leader says about who somebody is (wechat.md 11). */
import { sql } from 'drizzle-orm';
import type { Turn } from '../chat/turn.ts';
import { rows } from '../db/db.ts';
import type { Person } from '../features/people/queries.ts';
import { priority } from '../outbox/post.ts';
import { candidatesOf, type Doubt, doubtNumbered, settleDoubt } from './doubts.ts';
import { bind } from './queries.ts';
import { welcome } from './recognise.ts';
import { wording } from './wording.ts';

/** `认人 3 A`: the account of doubt 3 is its first candidate; 新人: nobody we know. The leader's word makes it sure. */
export async function settle(turn: Turn, number: number, choice: string): Promise<void> {
  const { tx, community, now } = turn;
  const doubt = await doubtNumbered(tx, community, number);
  if (!doubt) return turn.reply(wording.noSuchDoubt);
  const candidates = await candidatesOf(tx, community, doubt);
  const person = choice === '新人' ? undefined : chosen(candidates, choice);
  if (!person && choice !== '新人') return turn.reply(wording.settleHow);
  await settleDoubt(tx, community, doubt, now);
  const login = { channel: doubt.channel, session: doubt.session, sender: senderOf(doubt) };
  const found = person ?? (await welcome(tx, community, { ...login, inGroup: doubt.inGroup }, now));
  if (person)
    await bind(tx, community, { ...login, personId: person.id, sure: 'sure', evidence: 'a leader said so' }, now);
  turn.note({ action: 'identity settled', detail: { number, person: found.id } });
  turn.reply(person ? wording.settled(doubt, person) : wording.settledNew(doubt, found.name));
  if (doubt.inGroup) turn.toGroup(wording.sayAgain(doubt.roomAlias || doubt.nickname));
  else turn.tell(found.id, wording.sayAgain(found.name));
}

/** By its letter, or by a name that only one of them bears. */
function chosen(candidates: readonly Person[], choice: string): Person | undefined {
  if (/^[A-Z]$/i.test(choice)) return candidates[choice.toUpperCase().charCodeAt(0) - 65];
  const named = candidates.filter(({ name }) => name === choice);
  return named.length === 1 ? named[0] : undefined;
}

function senderOf({ account, nickname, roomAlias, friend }: Doubt) {
  return {
    account,
    nickname,
    ...(roomAlias ? { roomAlias } : {}),
    ...(friend === 'unknown' ? {} : { friend: friend === 'yes' }),
  };
}

/** `确认身份 小王`: whoever was known by the names only is known for sure. */
export async function confirm(turn: Turn, person: Person): Promise<void> {
  const { tx, community } = turn;
  const found = await rows(
    tx,
    sql`update accounts set sure = 'sure', evidence = 'a leader said so'
        where community_id = ${community.id} and person_id = ${person.id} and sure = 'probable' and session <> '' returning 1`,
  );
  if (found.length === 0) return turn.reply(wording.nothingToConfirm(person.name));
  turn.note({ action: 'identity confirmed', detail: { person: person.id, by: 'leader' } });
  turn.post({ to: { person: turn.speaker.id }, text: wording.confirmed(person.name), priority: priority.direct });
}
