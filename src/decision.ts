/**
 * A decision: one transaction of one message or one due job. It collects what is to be said, planned and noted, and writes
 * all of it in one statement at the end, so that effect and answer commit together.
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
  return {
    tx,
    community,
    now,
    cause,
    post(post) {
      const before = post.asks ? posts.findIndex((other) => other.asks && sameAddressee(other, post)) : -1;
      if (before >= 0) posts.splice(before, 1);
      posts.push(post);
    },
    plan: (job) => void planned.push(job),
    note: (entry) => void noted.push(entry),
    async write(finish) {
      const parts = [
        finish && sql`finished as (${finish})`,
        posts.length > 0 && outboxPart(posts, community, now, cause.inboxId),
        planned.length > 0 && jobsPart(planned, community),
        noted.length > 0 && auditPart(noted, community, now, cause),
      ].filter((part) => part !== false && part !== undefined);
      if (parts.length > 0) await rows(tx, sql`with ${sql.join(parts, sql`, `)} select 1`);
      if (posts.length === 0) return 'nothing';
      return posts.every((post) => post.to === 'group' && post.join) ? 'joinable' : 'something';
    },
  };
}

function sameAddressee(a: Post, b: Post): boolean {
  return a.to === b.to || (a.to !== 'group' && b.to !== 'group' && a.to.person === b.to.person);
}

// Rows travel as one JSON value: one statement and one round trip, however much is said.
function outboxPart(posts: Post[], community: Community, now: Date, inboxId: string | undefined) {
  const values = posts.map((post) => ({ id: newId(), ...outboxRow(post, community, now) }));
  return sql`said as (
    insert into outbox (community_id, id, to_person, text, "join", shows, picture, priority, not_before, lapses_at, repeats, dedupe_key, status, inbox_id, created_at)
    select ${community.id}::uuid, id, "toPerson", text, "join", shows, picture, priority, "notBefore", "lapsesAt", repeats, "dedupeKey", 'queued', ${inboxId ?? null}::uuid, ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(values)}::text::jsonb) as x(id uuid, "toPerson" uuid, text text, "join" jsonb, shows jsonb, picture text, priority int, "notBefore" timestamptz, "lapsesAt" timestamptz, repeats boolean, "dedupeKey" text)
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

function auditPart(noted: Noted[], community: Community, now: Date, cause: Decision['cause']) {
  const values = noted.map((entry) => ({
    id: newId(),
    action: entry.action,
    itemId: entry.itemId ?? null,
    detail: entry.detail ?? {},
  }));
  return sql`noted as (
    insert into audit (community_id, id, at, person_id, inbox_id, job_id, action, item_id, detail)
    select ${community.id}::uuid, id, ${now.toISOString()}::timestamptz, ${cause.personId ?? null}::uuid, ${cause.inboxId ?? null}::uuid, ${cause.jobId ?? null}::uuid, action, "itemId", detail
    from jsonb_to_recordset(${JSON.stringify(values)}::text::jsonb) as x(id uuid, action text, "itemId" uuid, detail jsonb))`;
}
