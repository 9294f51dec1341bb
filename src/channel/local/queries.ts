/** Everything that the local chat reads from and writes to its table. */
import { and, asc, desc, eq, gt, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../db/db.ts';
import { type LocalMessage, localMessages } from './tables.ts';

export type NewMessage = Omit<typeof localMessages.$inferInsert, 'communityId' | 'n'>;

export interface Range {
  after?: number;
  before?: number;
  /** Only what this person can see: the group, and the person's own direct chat. */
  person?: string;
  /** At most so many, the newest ones. */
  last?: number;
}

/**
 * Adds a message under the next number. The numbers have no gaps: two writers that take the same one meet at the
 * primary key, and the second takes the next. The same `dedupeKey` again gives the message that is there (`fresh: false`).
 */
export async function append(
  db: Db,
  communityId: string,
  message: NewMessage,
): Promise<{ message: LocalMessage; fresh: boolean }> {
  const n = sql<number>`(select coalesce(max(m.n), 0) + 1 from local_messages m where m.community_id = ${communityId})`;
  for (;;) {
    const [added] = await db
      .insert(localMessages)
      .values({ ...message, communityId, n })
      .onConflictDoNothing()
      .returning();
    if (added) return { message: added, fresh: true };
    const [there] = message.dedupeKey
      ? await db
          .select()
          .from(localMessages)
          .where(and(eq(localMessages.communityId, communityId), eq(localMessages.dedupeKey, message.dedupeKey)))
      : [];
    if (there) return { message: there, fresh: false };
  }
}

function seenBy(person: string): SQL | undefined {
  return or(eq(localMessages.chat, 'group'), eq(localMessages.fromName, person), eq(localMessages.toName, person));
}

/** The messages of a range, in the order in which they were said. */
export async function list(db: Db, communityId: string, range: Range = {}): Promise<LocalMessage[]> {
  const where = and(
    eq(localMessages.communityId, communityId),
    range.after === undefined ? undefined : gt(localMessages.n, range.after),
    range.before === undefined ? undefined : lt(localMessages.n, range.before),
    range.person === undefined ? undefined : seenBy(range.person),
  );
  const rows = db.select().from(localMessages).where(where);
  if (range.last === undefined) return rows.orderBy(asc(localMessages.n));
  return (await rows.orderBy(desc(localMessages.n)).limit(range.last)).reverse();
}

/** One message by its number. */
export async function one(db: Db, communityId: string, n: number): Promise<LocalMessage | undefined> {
  const [row] = await db
    .select()
    .from(localMessages)
    .where(and(eq(localMessages.communityId, communityId), eq(localMessages.n, n)));
  return row;
}

/** The newest message of a chat whose text is, or begins with or contains, these words; `from` narrows it down. */
export async function saying(
  db: Db,
  communityId: string,
  chat: { kind: 'group' | 'direct'; person: string },
  words: string,
  from?: string,
): Promise<LocalMessage | undefined> {
  const text = localMessages.text;
  const [row] = await db
    .select()
    .from(localMessages)
    .where(
      and(
        eq(localMessages.communityId, communityId),
        eq(localMessages.chat, chat.kind),
        chat.kind === 'direct' ? seenBy(chat.person) : undefined,
        from === undefined ? undefined : eq(localMessages.fromName, from),
        eq(localMessages.recalled, false),
        ne(localMessages.kind, 'recall'),
        sql`strpos(${text}, ${words}) > 0`,
      ),
    )
    .orderBy(desc(sql`${text} = ${words}`), desc(sql`strpos(${text}, ${words}) = 1`), desc(localMessages.n))
    .limit(1);
  return row;
}

/** What people wrote and the inbox does not have yet, oldest first. */
export async function waiting(db: Db, communityId: string): Promise<LocalMessage[]> {
  return db
    .select()
    .from(localMessages)
    .where(and(eq(localMessages.communityId, communityId), eq(localMessages.handedOver, false)))
    .orderBy(asc(localMessages.n));
}

/** The inbox has it. */
export async function markHandedOver(db: Db, communityId: string, n: number): Promise<void> {
  await db
    .update(localMessages)
    .set({ handedOver: true })
    .where(and(eq(localMessages.communityId, communityId), eq(localMessages.n, n)));
}

/** Takes the content of a message back for good. False when it was taken back already. */
export async function blank(db: Db, communityId: string, n: number): Promise<boolean> {
  const rows = await db
    .update(localMessages)
    .set({ recalled: true, text: '', file: null, fileName: null, transcript: null })
    .where(and(eq(localMessages.communityId, communityId), eq(localMessages.n, n), eq(localMessages.recalled, false)))
    .returning({ n: localMessages.n });
  return rows.length > 0;
}

/** Quotes of a message that was taken back keep its number and lose its words. */
export async function blankQuotes(db: Db, communityId: string, n: number): Promise<void> {
  await db
    .update(localMessages)
    .set({ quoteText: '' })
    .where(and(eq(localMessages.communityId, communityId), eq(localMessages.quoteN, n)));
}
