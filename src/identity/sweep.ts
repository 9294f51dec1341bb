/**
 * After a login: friends are known again by their remarks, our group by its name and its people, its people by their names.
 * The channel is asked first and outside any transaction; what it said is kept in one.
 */
import { sql } from 'drizzle-orm';
import type { Channel, Member } from '../channel/channel.ts';
import type { Community } from '../community.ts';
import { type Db, rows, type Tx } from '../db/db.ts';
import { inTx } from '../db/tx.ts';
import { type Decision, newDecision } from '../decision.ts';
import { newCode } from './codes.ts';
import { saidBefore, tellLeadersOnce } from './leaders.ts';
import { bind, keepMembers, knownPeople, type Login, type OurRoom, ourRoom } from './queries.ts';
import { byRemark } from './recognise.ts';
import { bindRoom } from './rooms.ts';
import { codeOf, judgeRoom, type Seat, sameTopic, twinsOf, whoIs } from './rules.ts';
import { wording } from './wording.ts';

export interface Sweep {
  db: Db;
  community: Community;
  channel: Channel;
  clock: () => Date;
}

/** How long a leader may take to type the code that says which group is ours. */
const codeHours = 24 * 7;

/** Binds everybody whom our remark names, and keeps who is a friend and who is not. */
export async function meetFriends(sweep: Sweep, login: Login, friends: readonly Member[]): Promise<void> {
  const { db, community, clock } = sweep;
  await inTx(db, async (tx) => {
    for (const friend of friends)
      if (codeOf(friend.remark)) await byRemark(tx, community, login, { ...friend, friend: true }, clock());
    await rows(
      tx,
      sql`update accounts a set friend = case when f.account is null then 'no' else 'yes' end, remark = f.remark
          from accounts old left join jsonb_to_recordset(${JSON.stringify(friends)}::text::jsonb) as f(account text, remark text) on f.account = old.account
          where old.community_id = ${community.id} and old.channel = ${login.channel} and old.session = ${login.session}
            and a.community_id = old.community_id and a.channel = old.channel and a.account = old.account`,
    );
  });
}

export interface Group {
  id: string;
  topic: string;
}

type Seen = Group & { members: Member[] };

interface Found {
  bound?: Group | undefined;
  seen: readonly Group[];
}

/**
 * Looks which of these groups is ours. One that is, and the only one, is bound again; where it is not certain the bot stays silent
 * and the leaders are asked.
 * @returns the group that was bound, and those of which the channel could tell who is in them
 */
export async function findRoom(sweep: Sweep, login: Login, groups: readonly Group[]): Promise<Found> {
  const { db, community, channel, clock } = sweep;
  const ours = await ourRoom(db, community, login.channel);
  if (!ours) return { seen: groups };
  const seen: Seen[] = [];
  const passed: Group[] = [];
  for (const group of groups) {
    // Ours is known by its id until the next login; only one that bears its name is looked at.
    const other = ours.session === login.session && !sameTopic(ours.topic, group.topic);
    if (other) passed.push(group);
    const members = other ? undefined : await channel.members?.(group.id);
    if (members) seen.push({ ...group, members });
  }
  return inTx(db, async (tx) => {
    const decision = newDecision(tx, community, clock(), {});
    const bound = await decideRooms(decision, login, ours, seen);
    await decision.write();
    return { bound, seen: [...seen, ...passed] };
  });
}

async function decideRooms(
  decision: Decision,
  login: Login,
  ours: OurRoom,
  seen: readonly Seen[],
): Promise<Group | undefined> {
  const { tx, community, now } = decision;
  const friends = await personsOfFriends(tx, community, login);
  const old = await seatsOf(tx, community, { channel: login.channel, session: ours.session }, ours.members);
  const judged: { group: Seen; verdict: ReturnType<typeof judgeRoom> }[] = [];
  for (const group of seen) {
    const members = await seatsOf(tx, community, login, group.members);
    const verdict = judgeRoom({ topic: ours.topic, members: old }, { topic: group.topic, members }, friends);
    judged.push({ group, verdict });
  }
  const of = (verdict: ReturnType<typeof judgeRoom>) =>
    judged.filter((one) => one.verdict === verdict).map(({ group }) => group);
  // Within a session our group keeps its id: whatever else looks like it is another one.
  const found = ours.session === login.session ? undefined : of('same')[0];
  const alone = found && of('same').length === 1 ? found : undefined;
  if (alone) {
    await bindRoom(tx, community, login.channel, { ...alone, session: login.session }, null, now);
    await keepMembers(tx, community, login.channel, alone, now);
    decision.note({ action: 'room recognised', detail: { channel: login.channel } });
  } else if (found)
    await askAbout(decision, `rooms:${login.session}`, (code) => wording.severalRooms(ours.topic, code));
  if (ours.session !== login.session && !found)
    for (const group of of('renamed'))
      await askAbout(decision, `room:${group.topic}`, (code) => wording.renamedRoom(ours.topic, group.topic, code));
  if (of('copy').length > 0)
    await askAbout(decision, `copy:${ours.topic}`, (code) => wording.copyOfRoom(ours.topic, code));
  return alone;
}

/** Asks the leaders about a group, once; whoever types the code there says that it is ours. */
async function askAbout(decision: Decision, key: string, text: (code: string) => string): Promise<void> {
  if (await saidBefore(decision, key)) return;
  const code = await newCode(decision.tx, decision.community, 'room', decision.now, codeHours);
  await tellLeadersOnce(decision, key, text(code));
}

/** Everybody whom our remark has named in this session. */
async function personsOfFriends(tx: Tx, community: Community, login: Login): Promise<Set<string>> {
  const found = await rows<{ person: string }>(
    tx,
    sql`select person_id as person from accounts where community_id = ${community.id} and channel = ${login.channel} and session = ${login.session} and sure = 'sure' and friend = 'yes'`,
  );
  return new Set(found.map(({ person }) => person));
}

/** The people of a group, with who they are where that is sure. */
async function seatsOf(tx: Tx, community: Community, login: Login, members: readonly Member[]): Promise<Seat[]> {
  const found = await rows<{ account: string; person: string }>(
    tx,
    sql`select account, person_id as person from accounts where community_id = ${community.id} and channel = ${login.channel} and session = ${login.session} and sure = 'sure'`,
  );
  const persons = new Map(found.map(({ account, person }) => [account, person]));
  return members.map(({ account, nickname, roomAlias }) => ({ nickname, roomAlias, friend: persons.get(account) }));
}

/** Keeps who is in our group, and binds those of them whom the names tell and who have not spoken yet. */
export async function lookAtRoom(sweep: Sweep, login: Login, room: Group): Promise<boolean> {
  const { db, community, channel, clock } = sweep;
  const members = await channel.members?.(room.id);
  if (!members) return false;
  await inTx(db, async (tx) => {
    await keepMembers(tx, community, login.channel, { ...room, members }, clock());
    await bindMembers(tx, community, login, members, clock());
  });
  return true;
}

async function bindMembers(
  tx: Tx,
  community: Community,
  login: Login,
  members: readonly Member[],
  now: Date,
): Promise<void> {
  const bound = await rows<{ account: string }>(
    tx,
    sql`select account from accounts where community_id = ${community.id} and channel = ${login.channel} and session = ${login.session}
        union all select account from doubts where community_id = ${community.id} and channel = ${login.channel} and session = ${login.session}`,
  );
  const taken = new Set(bound.map(({ account }) => account));
  const known = await knownPeople(tx, community, login);
  for (const member of members) {
    if (taken.has(member.account)) continue;
    const marked = await byRemark(tx, community, login, member, now);
    const verdict = marked ? undefined : whoIs(member, twinsOf(member, members), known);
    if (verdict?.is !== 'known') continue;
    const evidence = 'the same names in the same group, and nobody else’s';
    await bind(tx, community, { ...login, sender: member, personId: verdict.person, sure: 'probable', evidence }, now);
    known.find(({ person }) => person === verdict.person)!.here = 'probable';
  }
}
