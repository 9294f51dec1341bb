/** What the paste page asks of the program: its people, what was taken in, and what a line would do. */
import { sql } from 'drizzle-orm';
import type { App, House } from './app.ts';
import type { Desk, Known, Posted, Settled } from './channel/paste/desk.ts';
import { joinText, wasTimed } from './channel/paste/events.ts';
import { pasteChannel } from './channel/paste/paste.ts';
import { groupId } from './channel/paste/room.ts';
import { groupNameOf } from './channel/paste/wording.ts';
import type { Incoming } from './chat/message.ts';
import { toLocal } from './clock/zone.ts';
import type { Community } from './community.ts';
import { newId } from './db/columns.ts';
import { type Db, type Queryable, rows, type Tx } from './db/db.ts';
import { inTx } from './db/tx.ts';
import { everybody, peopleOf } from './features/people/queries.ts';
import { bind } from './identity/queries.ts';
import { addPerson, nameOf } from './identity/recognise.ts';
import { bindRoom } from './identity/rooms.ts';
import { type Move, rehearse } from './rehearse.ts';

const channel = { name: 'paste', account: 'paste' };
/** So much of the group's talk is looked at for lines that were pasted before. */
const lastSeen = 1_500;

/**
 * Opens the paste page and makes it the community's group: what goes to the group or to anybody goes to the page.
 * Everybody who is known can be reached there, by their name. To be called at start.
 * @param mediaDir DATA_DIR/media
 * @param app asked only once the program runs, because the channel is made before it
 */
export async function openPaste(
  house: Pick<House, 'db' | 'community' | 'clock'>,
  mediaDir: string,
  app: () => App,
): Promise<ReturnType<typeof pasteChannel>> {
  const { db, community, clock } = house;
  const now = clock.now();
  const at = now.toISOString();
  const groupName = groupNameOf(community.name);
  await bindRoom(db, community, channel.name, { id: groupId, topic: groupName }, null, now);
  // The newest group and the newest account of a person are where things are sent.
  await rows(
    db,
    sql`update rooms set bound_at = ${at}::timestamptz where community_id = ${community.id} and channel = ${channel.name}`,
  );
  await inTx(db, (tx) => reachEverybody(tx, community, now));
  await rows(
    db,
    sql`update accounts set seen_at = ${at}::timestamptz, friend = 'yes' where community_id = ${community.id} and channel = ${channel.name}`,
  );
  const { id: communityId, botName, zone } = community;
  return pasteChannel({ db, communityId, botName, groupName, zone, mediaDir, desk: deskOf(house, app) });
}

/** Without the page nothing may wait for it: the group is where it was before, and nobody is reached by the page. */
export async function closePaste({ db, community }: Pick<House, 'db' | 'community'>): Promise<void> {
  await rows(db, sql`delete from rooms where community_id = ${community.id} and channel = ${channel.name}`);
  await rows(
    db,
    sql`update accounts set friend = 'no' where community_id = ${community.id} and channel = ${channel.name} and friend <> 'no'`,
  );
}

/** Gives everybody a name on the page who has none yet. Two of the same name are told apart: whose lines are whose is asked. */
async function reachEverybody(tx: Tx, community: Community, now: Date): Promise<void> {
  const named = await settledNames(tx, community);
  const reached = new Set(named.values());
  const all = await everybody(tx, community);
  const shared = (name: string) => all.filter((other) => other.name === name).length > 1;
  for (const person of all) {
    if (reached.has(person.id)) continue;
    const about = person.grid ?? person.unit;
    const wishes = [
      ...(shared(person.name) ? [] : [person.name]),
      ...(about ? [`${person.name}（${about}）`] : []),
      `${person.name}（${person.id.slice(-4)}）`,
    ];
    const account = wishes.find((name) => !named.has(name))!;
    named.set(account, person.id);
    await bindAccount(tx, community, account, person.id, 'known before the page', now);
  }
}

async function bindAccount(
  tx: Tx,
  community: Community,
  account: string,
  personId: string,
  evidence: string,
  now: Date,
) {
  const sender = { account, nickname: account, roomAlias: account, friend: true };
  await bind(tx, community, { channel: channel.name, sender, personId, sure: 'sure', evidence }, now);
}

async function settledNames(db: Queryable, community: Community): Promise<Map<string, string>> {
  const found = await rows<{ account: string; person_id: string }>(
    db,
    sql`select account, person_id from accounts where community_id = ${community.id} and channel = ${channel.name} order by seen_at desc, account`,
  );
  return new Map(found.map(({ account, person_id }) => [account, person_id]));
}

async function settle(tx: Tx, community: Community, names: readonly Settled[], now: Date): Promise<void> {
  for (const { account, choice, role } of names) {
    let id = 'person' in choice ? choice.person : undefined;
    if (id === undefined && 'fresh' in choice) {
      id = newId();
      await addPerson(tx, community, { id, name: choice.fresh, role }, now);
    }
    if (id) await bindAccount(tx, community, account, id, 'somebody said so on the page', now);
  }
}

/** A question waits half an hour for its answer; one that is carried by hand, both ways, a day. */
const answerHours = 24;

async function waitLonger(db: Db, community: Community, account: string, now: Date): Promise<void> {
  const until = new Date(now.getTime() + answerHours * 3_600_000).toISOString();
  await rows(
    db,
    sql`update questions q set expires_at = ${until}::timestamptz from accounts a
        where a.community_id = ${community.id} and a.channel = ${channel.name} and a.account = ${account}
          and q.community_id = a.community_id and q.person_id = a.person_id and q.chat = 'direct' and q.expires_at > ${now.toISOString()}::timestamptz`,
  );
}

/** Moves the moment of sending from the tray to the group, where people answer. */
async function posted(db: Queryable, community: Community, { ids, at }: Posted): Promise<void> {
  if (ids.length === 0) return;
  await rows(
    db,
    sql`update outbox set sent_at = ${at.toISOString()}::timestamptz,
          heard = coalesce((select max(seq) from inbox where community_id = ${community.id} and channel = ${channel.name} and chat = ${groupId} and outbox.to_person is null), heard)
        where community_id = ${community.id} and channel = ${channel.name} and status = 'sent' and id::text in ${ids}`,
  );
}

interface SeenRow {
  message_id: string;
  at: string;
  event: Incoming;
}

async function seen(db: Db, community: Community) {
  const found = await rows<SeenRow>(
    db,
    sql`select message_id, at, event from inbox where community_id = ${community.id} and channel = ${channel.name} and chat = ${groupId} order by seq desc limit ${lastSeen}`,
  );
  const recalled = new Set(found.flatMap(({ event }) => (event.type === 'recall' ? [event.recalled] : [])));
  const lines = found.reverse().flatMap(({ message_id, at, event }) => {
    const text =
      event.type === 'message' ? event.text : event.type === 'join' ? joinText(event.who.map(nameOf)) : undefined;
    if (text === undefined) return [];
    const local = toLocal(new Date(at), community.zone);
    return [{ id: message_id, name: event.from.account, text, at: local, timed: wasTimed(message_id) }];
  });
  return { lines, recalled };
}

function deskOf({ db, community, clock }: Pick<House, 'db' | 'community' | 'clock'>, app: () => App): Desk {
  return {
    now: clock.now,
    async people() {
      return (await everybody(db, community)).map(
        ({ id, name, role, grid, unit }): Known => ({
          id,
          name,
          role,
          ...(grid || unit ? { hint: grid ?? unit ?? '' } : {}),
        }),
      );
    },
    settledNames: () => settledNames(db, community),
    seen: () => seen(db, community),
    settle: (names) => inTx(db, (tx) => settle(tx, community, names, clock.now())),
    rehearse: (names, moves) =>
      rehearse(app().house, channel, [
        (tx) => settle(tx, community, names, clock.now()),
        ...moves.map((move): Move => ('ids' in move ? (tx) => posted(tx, community, move) : move)),
      ]),
    laidFor: (account) => waitLonger(db, community, account, clock.now()),
    posted: (post) => posted(db, community, post),
    firstLeader: (name) =>
      inTx(db, async (tx) => {
        if ((await peopleOf(tx, community, 'leader')).length > 0) return 'there';
        await settle(tx, community, [{ account: name, choice: { fresh: name }, role: 'leader' }], clock.now());
        return 'made';
      }),
    async settled() {
      await app().flush();
      await inTx(db, (tx) => reachEverybody(tx, community, clock.now()));
      await app().flush();
    },
  };
}
