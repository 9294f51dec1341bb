/** The embedded store keeps statements by name: same answers as without, also when something goes wrong in between. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PreparedPGlite } from '../../src/db/prepared.ts';

const pg = new PreparedPGlite();
let parses = 0;

beforeAll(async () => {
  await pg.waitReady;
  pg.watch();
  const ask = pg.execProtocolRawSync.bind(pg);
  pg.execProtocolRawSync = (message) => {
    // The first byte of Parse.
    if (message[0] === 80) parses++;
    return ask(message);
  };
  await pg.exec('create table things (id int primary key, name text, at timestamptz)');
});
afterAll(() => pg.close());

async function parsesOf(work: () => Promise<unknown>): Promise<number> {
  const before = parses;
  await work();
  return parses - before;
}

describe('statements of the embedded store', () => {
  it('are parsed once, and each use has its own values', async () => {
    const add = (id: number, name: string | null) =>
      pg.query('insert into things (id, name) values ($1, $2) returning id, name', [id, name]);
    expect(await parsesOf(() => add(1, '苏梅'))).toBe(1);
    expect((await add(2, null)).rows).toEqual([{ id: 2, name: null }]);
    expect((await add(3, `it's "so"\\ \n$1`)).rows).toEqual([{ id: 3, name: `it's "so"\\ \n$1` }]);
    expect(await parsesOf(() => add(4, ''))).toBe(0);
  });

  it('give affected rows, and times as text', async () => {
    const update = () => pg.query('update things set at = $1 where id <= 2', ['2026-11-27T09:00:00+08:00']);
    expect((await update()).affectedRows).toBe(2);
    expect((await update()).affectedRows).toBe(2);
    const at = (rowMode: 'array' | 'object') => pg.query('select at from things where id = $1', [1], { rowMode });
    expect((await at('array')).rows).toEqual([['2026-11-27 01:00:00+00']]);
    expect((await at('object')).rows).toEqual([{ at: '2026-11-27 01:00:00+00' }]);
  });

  it('go on after a unique violation, a bad value and a rollback', async () => {
    const add = (id: unknown) => pg.query('insert into things (id) values ($1)', [id]);
    await add(10);
    await expect(add(10)).rejects.toMatchObject({ code: '23505' });
    await expect(add('ten')).rejects.toMatchObject({ code: '22P02' });
    await add(11);
    await expect(
      pg.transaction(async (tx) => {
        await tx.query('update things set name = $1', ['lost']);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await parsesOf(() => pg.transaction((tx) => tx.query('update things set name = $1', ['kept'])))).toBe(0);
    expect((await pg.query(`select distinct name from things`)).rows).toEqual([{ name: 'kept' }]);
  });

  it('that were wrong at first are right when the table is there', async () => {
    const count = () => pg.query('select count(*) from later where id > $1', [0]);
    await expect(count()).rejects.toMatchObject({ code: '42P01' });
    await pg.exec('create table later (id int)');
    expect((await count()).rows).toEqual([{ count: 0 }]);
  });

  it('whose table has other columns now fail once and are parsed anew', async () => {
    const all = () => pg.query('select * from later where id = $1', [1]);
    await all();
    await pg.exec(`alter table later add name text default '新'; insert into later values (1)`);
    await expect(all()).rejects.toMatchObject({ code: '0A000' });
    expect((await all()).rows).toEqual([{ id: 1, name: '新' }]);
  });
});
