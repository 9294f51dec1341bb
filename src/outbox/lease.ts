/**
 * One process works for a chat account, any other waits. The lease is a row that its holder keeps changing (`beat`); whoever
 * waits takes it when it has not changed for a while by the waiter's own measure, so no clock of two machines is ever
 * compared, and none that jumps does harm. `token` fences: it is asked in the very statement that takes or writes down.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { type SQL, sql } from 'drizzle-orm';
import type { Community } from '../community.ts';
import { type Db, rows } from '../db/db.ts';
import type { Log } from '../log.ts';

/** A holder that has not been seen alive for this long has lost its account, in milliseconds. */
const leaseMs = 15_000;
/** The holder shows itself, and whoever waits looks, this often. */
const beatMs = 4_000;

export interface AccountKey {
  community: Community;
  channel: { name: string; account: string };
}

export interface Lease {
  /** Takes the account if it is free, and goes on looking after it. Rejects when the first look failed. */
  start(): Promise<void>;
  /** What this process has to show to take or write down anything; undefined when the account is not, or not surely, its own. */
  token(): number | undefined;
  /** Whether the account is this process', for all that it knows. */
  held(): boolean;
  /** One look at the row: shows itself, or takes the account if it can. */
  look(): Promise<void>;
  /** Gives the account back; `before` is what has to end first. */
  stop(before: () => Promise<void>): Promise<void>;
}

export interface LeaseOptions extends AccountKey {
  db: Db;
  /** Begins to work for the account. Called again at the next look when it failed. */
  onHeld: () => Promise<void>;
  /** The account is surely our own again, after a time in which the store could not be asked. */
  onSure: () => void;
  /** Another process has it: ends all work for the account. */
  onLost: () => Promise<void>;
  log: Log;
  /** No other process can have this store open (the embedded one): whoever held the account is dead. */
  alone?: boolean;
  /** Milliseconds that only ever grow. */
  elapsed: () => number;
}

interface Seen {
  holder: string | null;
  token: number;
  beat: number;
}

export function newLease(options: LeaseOptions): Lease {
  const { log, alone = false, elapsed } = options;
  const self = `${place}/${process.pid}/${randomUUID()}`;
  let mine: { token: number; since: number; begun: boolean } | undefined;
  let other: (Seen & { since: number }) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();

  async function lookOnce(): Promise<void> {
    const at = elapsed();
    if (mine && (await renew(options, mine.token))) {
      const unsure = at - mine.since >= leaseMs;
      mine.since = at;
      if (unsure) options.onSure();
    } else if (mine) {
      mine = undefined;
      other = undefined;
      log.warn({ channel: options.channel.name }, 'another process works for the account now');
      await options.onLost();
    } else {
      const token = await tryToTake(at);
      if (token !== undefined) mine = { token, since: at, begun: false };
    }
    if (mine && !mine.begun) {
      await options.onHeld();
      mine.begun = true;
    }
  }
  async function tryToTake(at: number): Promise<number | undefined> {
    const seen = await readRow(options);
    if (seen.token !== other?.token || seen.beat !== other.beat) {
      if (!other && seen.holder && !alone)
        log.warn({ channel: options.channel.name }, 'another process works for the account: waiting');
      other = { ...seen, since: at };
    }
    const free = alone || !seen.holder || isDead(seen.holder) || at - other.since >= leaseMs;
    return free ? take(options, self, seen) : undefined;
  }
  function look(): Promise<void> {
    looking = looking.catch(() => {}).then(lookOnce);
    return looking;
  }
  return {
    async start() {
      await look();
      if (alone) return;
      timer = setInterval(() => {
        look().catch((error) => log.error({ err: error }, 'the lease of the account could not be looked after'));
      }, beatMs).unref();
    },
    look,
    held: () => mine !== undefined,
    token: () => (mine && (alone || elapsed() - mine.since < leaseMs) ? mine.token : undefined),
    async stop(before) {
      clearInterval(timer);
      await looking.catch(() => {});
      await before();
      const held = mine;
      mine = undefined;
      // Without it the next process only waits a little longer.
      if (held) await giveBack(options, held.token).catch((error) => log.warn({ err: error }, 'the lease stays'));
    },
  };
}

const row = ({ community, channel }: AccountKey): SQL =>
  sql`community_id = ${community.id} and channel = ${channel.name} and account = ${channel.account}`;

/** True for the statement that asks it only while `token` is the account's present one; a new holder waits until it ends. */
export const stillHeld = (key: AccountKey, token: number): SQL =>
  sql`exists (select 1 from chat_accounts where ${row(key)} and token = ${token} for share)`;

async function readRow(options: LeaseOptions): Promise<Seen> {
  const { db, community, channel } = options;
  await rows(
    db,
    sql`insert into chat_accounts (community_id, channel, account, token, beat)
        values (${community.id}, ${channel.name}, ${channel.account}, 0, 0) on conflict do nothing`,
  );
  const [seen] = await rows<Seen>(db, sql`select holder, token, beat from chat_accounts where ${row(options)}`);
  return seen!;
}

/** Takes the account as it was seen; undefined when somebody was faster, or its holder has shown itself. */
async function take(options: LeaseOptions, self: string, seen: Seen): Promise<number | undefined> {
  const [taken] = await rows<{ token: number }>(
    options.db,
    sql`update chat_accounts set holder = ${self}, token = token + 1, beat = 0
        where ${row(options)} and token = ${seen.token} and beat = ${seen.beat} returning token`,
  );
  return taken?.token;
}

async function renew(options: LeaseOptions, token: number): Promise<boolean> {
  const renewed = await rows(
    options.db,
    sql`update chat_accounts set beat = beat + 1 where ${row(options)} and token = ${token} returning 1`,
  );
  return renewed.length > 0;
}

async function giveBack(options: LeaseOptions, token: number): Promise<void> {
  await rows(options.db, sql`update chat_accounts set holder = null where ${row(options)} and token = ${token}`);
}

/**
 * Where this process runs: one start of one machine, and within it one space of process numbers (containers have their own).
 * Empty where that cannot be told.
 */
const place = (() => {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
})();

/** Whether the process that held an account is surely gone, so that a new start need not wait. */
function isDead(holder: string): boolean {
  const [where, pid] = holder.split('/');
  if (!place || where !== place) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as { code?: unknown }).code === 'ESRCH';
  }
}
