/**
 * A decision about one message or one due job. It collects what is to be said, planned and noted, which is written in one
 * statement at the end of the transaction, so that effect and answer commit together.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Community } from './community.ts';
import { newId } from './db/columns.ts';
import { rows, type Tx } from './db/db.ts';
import { outboxRow, type Post } from './outbox/post.ts';

export interface PlannedJob {
  kind: string;
  /** With the kind, what makes it the same job: planning it again changes nothing, unless it was dropped in between. */
  key: string;
  runAt: Date;
  itemId?: string;
  payload?: Record<string, string>;
}

export interface Noted {
  action: string;
  itemId?: string;
  detail?: Record<string, unknown>;
}

export interface Decision {
  tx: Tx;
  community: Community;
  now: Date;
  /** What caused it; both empty only when a page or the start-up does it. */
  cause: { inboxId?: string; jobId?: string; personId?: string };
  post(post: Post): void;
  plan(job: PlannedJob): void;
  /** Into the trail. */
  note(entry: Noted): void;
  /** What was collected so far. */
  readonly collected: { posts: Post[]; planned: PlannedJob[]; noted: Noted[] };
  /**
   * Writes all that was collected. To be called once, as the last thing of the transaction.
   * @param finish marks what caused it as done, in the same statement
   */
  write(finish?: SQL): Promise<Said>;
}

/** What a decision has to say: nothing, only what may be joined with other answers, or something that goes out by itself. */
export type Said = 'nothing' | 'joinable' | 'something';

export function newDecision(tx: Tx, community: Community, now: Date, cause: Decision['cause']): Decision {
  const posts: Post[] = [];
  const planned: PlannedJob[] = [];
  const noted: Noted[] = [];
  const decision: Decision = {
    tx,
    community,
    now,
    cause,
    collected: { posts, planned, noted },
    post(post) {
      const before = post.asks ? posts.findIndex((other) => other.asks && sameAddressee(other, post)) : -1;
      if (before >= 0) posts.splice(before, 1);
      posts.push(post);
    },
    plan(job) {
      planned.push(job);
    },
    note(entry) {
      noted.push(entry);
    },
    write(finish) {
      return writeAll([decision], finish);
    },
  };
  return decision;
}

/**
 * Writes what several decisions of one transaction collected, in their order, in one statement.
 * @param finish marks what caused them as done, in the same statement
 */
export async function writeAll(decisions: readonly Decision[], finish?: SQL): Promise<Said> {
  const [first] = decisions;
  if (!first) return 'nothing';
  const { tx, community, now } = first;
  const posts = decisions.flatMap(({ collected, cause }) =>
    collected.posts.map((post) =>
      Object.assign(outboxRow(post, community, now), { id: newId(), inboxId: cause.inboxId }),
    ),
  );
  const planned = decisions.flatMap(({ collected }) => collected.planned);
  const noted = decisions.flatMap(({ collected, cause }) =>
    collected.noted.map((entry) => ({ id: newId(), ...cause, ...entry, detail: entry.detail ?? {} })),
  );
  const parts = [
    finish && sql`finished as (${finish})`,
    posts.length > 0 && outboxPart(posts, community, now),
    planned.length > 0 && jobsPart(planned, community),
    noted.length > 0 && auditPart(noted, community, now),
  ].filter((part) => part !== false && part !== undefined);
  if (parts.length > 0) await rows(tx, sql`with ${sql.join(parts, sql`, `)} select 1`);
  if (posts.length === 0) return 'nothing';
  return posts.every((post) => post.toPerson === null && post.join) ? 'joinable' : 'something';
}

function sameAddressee(a: Post, b: Post): boolean {
  return a.to === b.to || (a.to !== 'group' && b.to !== 'group' && a.to.person === b.to.person);
}

// Rows travel as one JSON value: one statement and one round trip, however much is said.
function outboxPart(values: object[], community: Community, now: Date) {
  return sql`said as (
    insert into outbox (community_id, id, to_person, text, "join", shows, picture, private, priority, not_before, lapses_at, repeats, dedupe_key, status, inbox_id, created_at)
    select ${community.id}::uuid, id, "toPerson", text, "join", shows, picture, private, priority, "notBefore", "lapsesAt", repeats, "dedupeKey", 'queued', "inboxId", ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(values)}::text::jsonb) as x(id uuid, "toPerson" uuid, text text, "join" jsonb, shows jsonb, picture text, private boolean, priority int, "notBefore" timestamptz, "lapsesAt" timestamptz, repeats boolean, "dedupeKey" text, "inboxId" uuid)
    on conflict do nothing)`;
}

function jobsPart(planned: PlannedJob[], community: Community) {
  // By key: the statement refuses the same row twice.
  const byKey = new Map(planned.map((job) => [`${job.kind}:${job.key}`, job]));
  const values = [...byKey].map(([key, job]) => ({ id: newId(), payload: {}, itemId: null, ...job, key }));
  return sql`planned as (
    insert into jobs (community_id, id, kind, dedupe_key, item_id, payload, run_at, status)
    select ${community.id}::uuid, id, kind, key, "itemId", payload, "runAt", 'due'
    from jsonb_to_recordset(${JSON.stringify(values)}::text::jsonb) as x(id uuid, kind text, key text, "itemId" uuid, payload jsonb, "runAt" timestamptz)
    on conflict (community_id, dedupe_key) do update set status = 'due', run_at = excluded.run_at, attempts = 0 where jobs.status = 'dropped')`;
}

function auditPart(values: object[], community: Community, now: Date) {
  return sql`noted as (
    insert into audit (community_id, id, at, person_id, inbox_id, job_id, action, item_id, detail)
    select ${community.id}::uuid, id, ${now.toISOString()}::timestamptz, "personId", "inboxId", "jobId", action, "itemId", detail
    from jsonb_to_recordset(${JSON.stringify(values)}::text::jsonb) as x(id uuid, "personId" uuid, "inboxId" uuid, "jobId" uuid, action text, "itemId" uuid, detail jsonb))`;
}
