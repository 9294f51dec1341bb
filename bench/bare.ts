/** The bare one-statement claim: what a store can do at most, with nobody who listens, understands or answers. */
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Community } from '../src/community.ts';
import { newId } from '../src/db/columns.ts';
import { rows } from '../src/db/db.ts';
import { claimStatement, type NewClaim } from '../src/features/claims/queries.ts';
import { type House, type Item, itemPrefix, now } from './house.ts';
import { timed } from './measurement.ts';
import { pgbench } from './pgbench.ts';

/** A claim by somebody new. */
function newClaim(itemId: string): NewClaim {
  const id = newId();
  return { itemId, holder: id, personId: id, name: '志愿者', byPerson: id, size: 1 };
}

/**
 * The statement of a claim as a script of pgbench: the same text with its values in place; each time a random item of
 * `count`, another holder, another id of the claim.
 */
function script(community: Community, items: readonly Item[]): string {
  const claim = newClaim(items[0]!.id);
  const query = new PgDialect({ casing: 'snake_case' }).sqlToQuery(claimStatement(community, claim, now));
  const values = new Map<unknown, string>([
    [claim.itemId, `('${itemPrefix(items[0]!)}' || lpad(:item::text, 12, '0'))::uuid`],
    [claim.holder, `:holder::text`],
  ]);
  // `holder` and `person_id` are the same id; the person's place is a uuid, as is the new claim's own id.
  const value = (param: unknown, cast: string): string => {
    if (typeof param !== 'string') return String(param);
    const isNew = cast === '::uuid' && param !== community.id && param !== claim.itemId;
    return isNew ? 'gen_random_uuid()' : (values.get(param) ?? `'${param}'`);
  };
  const text = query.sql.replace(/\$(\d+)(::uuid)?/g, (_, n, cast = '') => {
    const written = value(query.params[Number(n) - 1], cast);
    return `${written}${cast}`;
  });
  return [
    `\\set item random(1, ${items.length})`,
    '\\set holder random(1, 1000000000000000)',
    `${text.replace(/\s+/g, ' ')};`,
  ].join('\n');
}

/** Claims a second by pgbench on these items, `clients` at a time. */
export async function byPgbench(
  url: string,
  community: Community,
  items: readonly Item[],
  clients: number,
): Promise<number> {
  const { tps, failed } = await pgbench({ url, script: script(community, items), clients, seconds: 4 });
  if (failed > 0) throw new Error(`${failed} claims of pgbench failed`);
  return tps;
}

/** Claims a second through the program's own handle, one after the other. */
export async function onHandle({ db, community }: House, items: readonly Item[], count: number): Promise<number> {
  const claims = Array.from({ length: count }, (_, i) =>
    claimStatement(community, newClaim(items[i % items.length]!.id), now),
  );
  const seconds = await timed(async () => {
    for (const claim of claims) await rows(db, claim);
  });
  return count / seconds;
}
