/** What waits for somebody who cannot be written to (wechat.md 18), or who is not surely known: they are asked, once for each. */
import { sql } from 'drizzle-orm';
import { rows } from '../db/db.ts';
import { inTx } from '../db/tx.ts';
import { type Decision, newDecision } from '../decision.ts';
import { priority } from '../outbox/post.ts';
import { tellLeadersOnce } from './leaders.ts';
import type { Login } from './queries.ts';
import type { Sweep } from './sweep.ts';
import { wording } from './wording.ts';

interface Waiting {
  person: string;
  name: string;
  /** The first message that waits; as long as it does nothing more is asked. */
  first: string;
  private: boolean;
  friend: 'yes' | 'no' | 'unknown';
}

/** Asks those for whom something waits to become a friend, and leaders to confirm those who are. Resolves whether there was any. */
export function askThoseWhoWait({ db, community, clock }: Sweep, login: Login): Promise<boolean> {
  return inTx(db, async (tx) => {
    const decision = newDecision(tx, community, clock(), {});
    const waiting = await whoWaits(decision, login);
    for (const one of waiting) await ask(decision, one);
    if (waiting.length > 0) await decision.write();
    return waiting.length > 0;
  });
}

function whoWaits({ tx, community, now }: Decision, login: Login): Promise<Waiting[]> {
  const c = community.id;
  const at = now.toISOString();
  return rows(
    tx,
    sql`select * from (
          select o.to_person as person, p.name, (array_agg(o.id::text order by o.seq))[1] as first, bool_or(o.private) as private, a.friend
          from outbox o join people p on p.community_id = ${c} and p.id = o.to_person
            cross join lateral (select friend, sure from accounts where community_id = ${c} and person_id = o.to_person
              and channel = ${login.channel} and session = ${login.session} order by (friend <> 'no') desc, sure desc, seen_at desc limit 1) a
          where o.community_id = ${c} and o.status = 'queued' and o.to_person is not null and o.not_before <= ${at}::timestamptz
            and (o.lapses_at is null or o.lapses_at > ${at}::timestamptz) and (a.friend = 'no' or (o.private and a.sure <> 'sure'))
          group by o.to_person, p.name, a.friend) w
        where not exists (select 1 from outbox k where k.community_id = ${c} and k.dedupe_key = 'waits:' || w.first)`,
  );
}

async function ask(decision: Decision, { person, name, first, private: hidden, friend }: Waiting): Promise<void> {
  const { botName } = decision.community;
  const once = `waits:${first}`;
  const leaderKey = `${once}:leader`;
  if (friend === 'no') {
    const { head, tail } = wording.befriend;
    const text = `${head}${name}${tail}`;
    decision.post({ to: 'group', text, priority: priority.group, join: { head, name, tail }, once });
    if (hidden) await tellLeadersOnce(decision, leaderKey, wording.waitsForFriend(name, botName), person);
  } else {
    decision.post({ to: { person }, text: wording.waitsForSureYou(name), priority: priority.direct, once });
    await tellLeadersOnce(decision, leaderKey, wording.waitsForSure(name), person);
  }
}
