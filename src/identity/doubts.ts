/** Accounts of which nobody can say whose they are: nothing is done for them until a leader settles it. */
import { sql } from 'drizzle-orm';
import type { Sender } from '../chat/message.ts';
import type { Community } from '../community.ts';
import { type Queryable, rows, type Tx } from '../db/db.ts';
import type { Decision } from '../decision.ts';
import { type Person, personById } from '../features/people/queries.ts';
import { tellLeadersOnce } from './leaders.ts';
import { wording } from './wording.ts';

export interface Doubt {
  channel: string;
  session: string;
  account: string;
  number: number;
  nickname: string;
  roomAlias: string | null;
  friend: 'yes' | 'no' | 'unknown';
  inGroup: boolean;
  candidates: string[];
}

const columns = sql.raw(
  'channel, session, account, number, nickname, room_alias as "roomAlias", friend, in_group as "inGroup", candidates',
);

/** The doubt about an account that is not settled. */
export async function doubtOf(
  tx: Tx,
  community: Community,
  channel: string,
  account: string,
): Promise<Doubt | undefined> {
  const [found] = await rows<Doubt>(
    tx,
    sql`select ${columns} from doubts where community_id = ${community.id} and channel = ${channel} and account = ${account} and settled_at is null`,
  );
  return found;
}

export async function doubtNumbered(db: Queryable, community: Community, number: number): Promise<Doubt | undefined> {
  const [found] = await rows<Doubt>(
    db,
    sql`select ${columns} from doubts where community_id = ${community.id} and number = ${number} and settled_at is null`,
  );
  return found;
}

/**
 * Keeps a doubt. One about the same names that an earlier login left keeps its number, so that leaders are not asked again.
 * Two at the same moment take the same number: one of them is tried again (`doubts_number`).
 */
export async function newDoubt(
  tx: Tx,
  community: Community,
  about: { channel: string; session: string; sender: Sender; inGroup: boolean; candidates: string[] },
  now: Date,
): Promise<Doubt> {
  const { channel, session, sender, inGroup, candidates } = about;
  const friend = sender.friend === undefined ? 'unknown' : sender.friend ? 'yes' : 'no';
  const [same] = await rows<Doubt>(
    tx,
    sql`update doubts set account = ${sender.account}, session = ${session}, friend = ${friend}, in_group = ${inGroup}
        where community_id = ${community.id} and number = (select number from doubts where community_id = ${community.id} and channel = ${channel} and session <> ${session}
            and nickname = ${sender.nickname} and room_alias is not distinct from ${sender.roomAlias ?? null}::text and settled_at is null and candidates = ${JSON.stringify(candidates)}::text::jsonb
            order by number limit 1)
        returning ${columns}`,
  );
  if (same) return same;
  const [made] = await rows<Doubt>(
    tx,
    sql`insert into doubts (community_id, channel, session, account, number, nickname, room_alias, friend, in_group, candidates, created_at)
        values (${community.id}, ${channel}, ${session}, ${sender.account}, (select coalesce(max(number), 0) + 1 from doubts where community_id = ${community.id}),
          ${sender.nickname}, ${sender.roomAlias ?? null}, ${friend}, ${inGroup}, ${JSON.stringify(candidates)}::text::jsonb, ${now.toISOString()}::timestamptz)
        on conflict (community_id, channel, account) do update set session = excluded.session, candidates = excluded.candidates, nickname = excluded.nickname,
          room_alias = excluded.room_alias, in_group = excluded.in_group, created_at = excluded.created_at, settled_at = null
        returning ${columns}`,
  );
  return made!;
}

export async function settleDoubt(
  tx: Tx,
  community: Community,
  { channel, account }: Pick<Doubt, 'channel' | 'account'>,
  now: Date,
): Promise<void> {
  await rows(
    tx,
    sql`update doubts set settled_at = ${now.toISOString()}::timestamptz where community_id = ${community.id} and channel = ${channel} and account = ${account}`,
  );
}

/** The people whom it may be, in the order of their letters. */
export async function candidatesOf(db: Queryable, community: Community, doubt: Doubt): Promise<Person[]> {
  const found = await Promise.all(doubt.candidates.map((id) => personById(db, community, id)));
  return found.filter((person) => person !== undefined);
}

/** Whether somebody who leads is among those whom it may be: then it gets nothing, not even a question. */
export const poses = (candidates: readonly Person[]): boolean =>
  candidates.some(({ role }) => role === 'leader' || role === 'teamHead');

/** Under this key it is said, once. */
export const keyOf = ({ number }: Doubt): string => `doubt:${number}`;

/**
 * What follows when somebody of whom nobody can say who it is wants something: a leader is asked, once; in the group one
 * line says so, unless it is somebody under a leader's name.
 */
export async function raiseDoubt(decision: Decision, doubt: Doubt, words: string): Promise<void> {
  const candidates = await candidatesOf(decision.tx, decision.community, doubt);
  const key = keyOf(doubt);
  const posing = poses(candidates);
  const about = { ...doubt, words };
  await tellLeadersOnce(decision, key, posing ? wording.poses(about, candidates) : wording.whoIsIt(about, candidates));
  decision.note({ action: 'not recognised', detail: { number: doubt.number, candidates: doubt.candidates, posing } });
}
