/** Gives friends the remark by which they are known again after the next login (wechat.md 11). */
import { sql } from 'drizzle-orm';
import { rows } from '../db/db.ts';
import { inTx } from '../db/tx.ts';
import { codeFor, type Login } from './queries.ts';
import { codeOf, remarkFor } from './rules.ts';
import type { Sweep } from './sweep.ts';

/** A remark that could not be set so often is left for the next login. */
const mostTries = 5;

interface Unmarked {
  account: string;
  personId: string;
  name: string;
  remark: string | null;
  tries: number;
}

/**
 * Sets one remark that is missing. Only an account that is surely the person's gets one: what is guessed today must not be
 * evidence tomorrow.
 * @returns false when there is none to set now
 */
export async function setNextRemark({ db, community, channel, clock }: Sweep, login: Login): Promise<boolean> {
  if (!channel.setRemark) return false;
  const now = clock();
  const next = await inTx(db, async (tx) => {
    const [found] = await rows<Unmarked>(
      tx,
      sql`select a.account, a.person_id as "personId", p.name, a.remark, a.remark_tries as tries
          from accounts a join people p on p.community_id = a.community_id and p.id = a.person_id
            left join remarks r on r.community_id = a.community_id and r.person_id = a.person_id
          where a.community_id = ${community.id} and a.channel = ${login.channel} and a.session = ${login.session}
            and a.sure = 'sure' and a.friend = 'yes' and a.remark_tries < ${mostTries}
            and (a.remark_at is null or a.remark_at <= ${now.toISOString()}::timestamptz)
            and (r.code is null or a.remark is null or a.remark not like '%·' || r.code)
          order by a.seen_at, a.account limit 1`,
    );
    return found && { ...found, code: await codeFor(tx, community, found.personId) };
  });
  if (!next) return false;
  const remark = remarkFor(next.name, codeOf(next.remark) === next.code ? null : next.remark, next.code);
  const done = await channel.setRemark(next.account, remark);
  const later = new Date(now.getTime() + 2 ** next.tries * 60_000).toISOString();
  await rows(
    db,
    sql`update accounts set remark = ${done ? remark : next.remark}, remark_tries = ${done ? 0 : next.tries + 1}, remark_at = ${done ? null : later}::timestamptz
        where community_id = ${community.id} and channel = ${login.channel} and account = ${next.account}`,
  );
  return true;
}
