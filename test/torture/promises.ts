/** What must hold afterwards, whatever happened: nothing lost, nothing doubled, everybody answered. */
import { type SQL, sql } from 'drizzle-orm';
import { rows } from '../../src/db/db.ts';
import type { Store } from '../../src/db/open.ts';
import type { Post } from '../support/stage.ts';
import { isReport, isVisit, leader, type Member, published } from './crowd.ts';
import type { Ledger } from './ledger.ts';

const bot = '小援';

/** @param shown all that was shown in the local chat */
export async function holdPromises(
  store: Store,
  shown: readonly Post[],
  crowd: readonly Member[],
  ledger: Ledger,
): Promise<void> {
  // The drivers' lists are of kinds of their own.
  const ask = async <T>(query: SQL): Promise<T[]> => [...(await rows<T>(store.db, query))];
  for (const { name, script } of crowd)
    ledger.hold(
      `what ${name} said was taken once, in order`,
      shown.filter(({ from }) => from === name).map(({ text }) => text),
      script.map(({ text }) => text),
    );
  await holdHandled(ask, crowd, ledger);
  await holdEffects(ask, crowd, ledger);
  await holdAnswers(ask, shown, ledger);
}

type Ask = <T>(query: SQL) => Promise<T[]>;

async function holdHandled(ask: Ask, crowd: readonly Member[], ledger: Ledger): Promise<void> {
  const said = crowd.reduce((sum, { script }) => sum + script.length, 0) + published.length;
  ledger.hold(
    'every message was handled once',
    await ask(sql`select status, count(*)::int as count from inbox group by status`),
    [{ status: 'done', count: said }],
  );
  ledger.hold(
    'every message was answered',
    await ask(
      sql`select event->>'text' as text from inbox i where not exists (select 1 from outbox o where o.inbox_id = i.id)`,
    ),
    [],
  );
}

async function holdEffects(ask: Ask, crowd: readonly Member[], ledger: Ledger): Promise<void> {
  const lines = crowd.flatMap(({ script }) => script);
  const count = async (query: SQL): Promise<number | undefined> => (await ask<{ count: number }>(query))[0]?.count;
  ledger.hold(
    'every need was filed once',
    await count(sql`select count(*)::int as count from needs`),
    lines.filter(isReport).length,
  );
  ledger.hold(
    'every visit was kept once',
    await count(sql`select count(*)::int as count from visits`),
    lines.filter(isVisit).length,
  );
  ledger.hold(
    'nothing was done twice for one message',
    await ask(
      sql`select inbox_id, action, detail from audit where inbox_id is not null and action in ('claimed', 'released', 'checked in', 'checked out')
            and detail->>'by' is distinct from 'undone'
          group by inbox_id, action, item_id, detail having count(*) > 1`,
    ),
    [],
  );
  ledger.hold(
    'nobody checked in twice, and what was over closed once',
    await ask(
      sql`select action, item_id from audit where action in ('checked in', 'closed') group by action, item_id, detail having count(*) > 1`,
    ),
    [],
  );
  ledger.hold(
    'seats are what claims say, nobody has two claims, and nobody waits for a seat that is free',
    await ask(
      sql`select number, taken, seats from (
            select i.number, i.status, i.taken, i.seats, coalesce(sum(k.size) filter (where k.state in ('held', 'offered')), 0)::int as seated,
              count(k.holder) - count(distinct k.holder) as twice, count(*) filter (where k.state = 'waiting' and k.size <= i.seats - i.taken) as fitting
            from items i left join claims k on k.item_id = i.id and k.state <> 'ended' where i.kind <> 'need' group by i.community_id, i.id) found
          where taken <> seated or taken > seats or twice > 0 or (fitting > 0 and status = 'open')`,
    ),
    [],
  );
}

interface Said {
  id: string;
  text: string;
  name: string | null;
  /** It is left out when a line of this head follows in the same message. */
  unless: string | null;
  sentAs: string | null;
  status: string;
  to: string | null;
}

/** Every answer was said: by itself, or in the message that carried it. */
async function holdAnswers(ask: Ask, shown: readonly Post[], ledger: Ledger): Promise<void> {
  const said = await ask<Said>(
    sql`select o.id, o.text, o."join"->>'name' as name, o."join"->>'unless' as unless, o.sent_as as "sentAs", o.status, p.name as to
        from outbox o left join people p on p.id = o.to_person`,
  );
  ledger.hold(
    'everything was sent, or dropped because its time was over',
    said.filter(({ status }) => status !== 'sent' && status !== 'dropped'),
    [],
  );
  const carriers = new Map(
    said.filter((row) => row.sentAs === null && row.status === 'sent').map((row) => [row.id, row.text]),
  );
  ledger.hold(
    'a joined answer is in the message that carried it',
    said.filter(({ name, unless, sentAs }) => {
      const carrier = sentAs === null ? undefined : (carriers.get(sentAs) ?? '');
      return name && carrier !== undefined && !carrier.includes(name) && !(unless && carrier.includes(unless));
    }),
    [],
  );
  ledger.hold(
    'what was sent was shown, and shown once',
    shown
      .filter(({ from }) => from === bot)
      .map(({ text }) => text)
      .sort(),
    [...carriers.values()].sort(),
  );
  const toLeader = said.filter(({ to, text }) => to === leader && text.includes('水管漏水'));
  ledger.hold(
    'the leader was told of each need once',
    toLeader.length,
    (await ask<{ count: number }>(sql`select count(*)::int as count from needs`))[0]?.count,
  );
}
