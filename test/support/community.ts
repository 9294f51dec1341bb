/** The community of the tests, with the settings that hold when nobody sets them. */
import type { Role } from '../../src/chat/meaning.ts';
import { type Community, openCommunity } from '../../src/community.ts';
import { settings } from '../../src/config.ts';
import { newId } from '../../src/db/columns.ts';
import type { Db, Tx } from '../../src/db/db.ts';
import { bind } from '../../src/identity/queries.ts';
import { addPerson } from '../../src/identity/recognise.ts';

const config = {
  COMMUNITY_NAME: '星光社区',
  BOT_NAME: settings.BOT_NAME.parse(undefined),
  TZ_NAME: 'Asia/Shanghai',
  QUIET_HOURS: settings.QUIET_HOURS.parse(undefined),
};

/** Opens it in a store, as a start of the program at `now` does. */
export function testCommunity(db: Db, now: Date): ReturnType<typeof openCommunity> {
  return openCommunity(db, config, now);
}

/** Somebody who is a friend on a channel, under an account of their name. Returns the person's id. */
export async function addFriend(
  tx: Tx,
  community: Community,
  channel: string,
  { name, role }: { name: string; role: Role },
  now: Date,
): Promise<string> {
  const id = newId();
  await addPerson(tx, community, { id, name, role }, now);
  const sender = { account: name, nickname: name, friend: true };
  await bind(tx, community, { channel, sender, personId: id, sure: 'sure', evidence: 'a test' }, now);
  return id;
}
