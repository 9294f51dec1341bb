/** The tray: what the bot would say, ready to be copied, until somebody marks it. */
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { and, asc, desc, eq, inArray, ne } from 'drizzle-orm';
import type { Db } from '../../db/db.ts';
import type { Outgoing } from '../channel.ts';
import type { OwnText } from './steps.ts';
import { pasteTray, type TrayRow } from './tables.ts';

/** So many marked ones stay in sight, and so many texts are known again when they come back in a piece. */
const lastMarked = 30;
const lastKnown = 400;

/** A picture is copied: it stays when its maker's file is gone. Throws when it cannot be read. */
async function keepPicture(folder: string, path: string): Promise<string> {
  if (resolve(dirname(path)) === resolve(folder)) return basename(path);
  const name = `${randomUUID()}${extname(path).toLowerCase() || '.png'}`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await copyFile(path, join(folder, name));
  return name;
}

/** Lays a message on the tray; the same id again changes nothing. */
export async function lay(
  db: Db,
  communityId: string,
  mediaDir: string,
  { id, chat, text, picture }: Outgoing,
  now: Date,
): Promise<void> {
  const file = picture === undefined ? null : await keepPicture(mediaDir, picture);
  const account = chat.kind === 'group' ? '' : chat.id;
  await db
    .insert(pasteTray)
    .values({ communityId, id, chat: chat.kind, account, text, picture: file, madeAt: now, state: 'ready' })
    .onConflictDoNothing();
}

/** What waits to be posted, oldest first. */
export function ready(db: Db, communityId: string): Promise<TrayRow[]> {
  return db
    .select()
    .from(pasteTray)
    .where(and(eq(pasteTray.communityId, communityId), eq(pasteTray.state, 'ready')))
    .orderBy(asc(pasteTray.seq));
}

/** What was marked lately, newest first. */
export function marked(db: Db, communityId: string): Promise<TrayRow[]> {
  return db
    .select()
    .from(pasteTray)
    .where(and(eq(pasteTray.communityId, communityId), ne(pasteTray.state, 'ready')))
    .orderBy(desc(pasteTray.markedAt), desc(pasteTray.seq))
    .limit(lastMarked);
}

/** The last texts for the group, newest first: when they come back in a piece, nobody said them but the bot. */
export async function ownTexts(db: Db, communityId: string): Promise<OwnText[]> {
  return db
    .select({ id: pasteTray.id, text: pasteTray.text, madeAt: pasteTray.madeAt, state: pasteTray.state })
    .from(pasteTray)
    .where(and(eq(pasteTray.communityId, communityId), eq(pasteTray.chat, 'group')))
    .orderBy(desc(pasteTray.seq))
    .limit(lastKnown);
}

/** Marks messages as posted or left, or takes the mark back. Resolves those that were not so before. */
export async function mark(
  db: Db,
  communityId: string,
  ids: readonly string[],
  state: TrayRow['state'],
  now: Date,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const found = await db
    .update(pasteTray)
    .set({ state, markedAt: state === 'ready' ? null : now })
    .where(and(eq(pasteTray.communityId, communityId), inArray(pasteTray.id, [...ids]), ne(pasteTray.state, state)))
    .returning({ id: pasteTray.id });
  return found.map(({ id }) => id);
}

/** One message of the tray. */
export async function trayRow(db: Db, communityId: string, id: string): Promise<TrayRow | undefined> {
  const [row] = await db
    .select()
    .from(pasteTray)
    .where(and(eq(pasteTray.communityId, communityId), eq(pasteTray.id, id)));
  return row;
}
