/** The walls of the house, held by reading its source. Each test names what breaks when the wall falls. */
import fs from 'node:fs';
import path from 'node:path';
import { getTableColumns, getTableName, is, sql } from 'drizzle-orm';
import { CasingCache } from 'drizzle-orm/casing';
import { PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rows } from '../src/db/db.ts';
import type { Store } from '../src/db/open.ts';
import { testStore } from './support/database.ts';
import { filesOf, readSources, root, type Source } from './support/source.ts';

let sources: Source[];
let byPath: Map<string, Source>;
beforeAll(async () => {
  sources = await readSources();
  byPath = new Map(sources.map((source) => [source.path, source]));
});

const inside = (file: string, ...places: string[]): boolean =>
  places.some((place) => (place.endsWith('/') ? file.startsWith(place) : file === place));

/** `file → what it must not have`, for all files that break a rule. */
function offences(wrong: (source: Source) => string[] | boolean): string[] {
  return sources.flatMap((source) => {
    const found = wrong(source);
    return found === true ? [source.path] : found === false ? [] : found.map((what) => `${source.path} → ${what}`);
  });
}

/** All that runs when this file is imported, itself included. */
function reached(start: string): string[] {
  const seen = new Set([start]);
  for (const file of seen) for (const next of byPath.get(file)?.uses ?? []) seen.add(next);
  return [...seen];
}

/** The feature that a file belongs to, and which of its parts it is: `commands/claim.ts` is `commands`. */
function partOf(file: string): { feature: string; part: string } | undefined {
  const found = /^src\/features\/([^/]+)\/([^/.]+)/.exec(file);
  return found ? { feature: found[1]!, part: found[2]! } : undefined;
}

describe('channels', () => {
  it('only the WeChat adapter knows Wechaty', () => {
    const wechaty = /^(wechaty|wechat4u|file-box|memory-card)/;
    expect(
      offences(({ path: file, imports }) =>
        inside(file, 'src/channel/wechat/') ? [] : imports.filter((to) => wechaty.test(to)),
      ),
    ).toEqual([]);
  });

  it('only who starts the program chooses a channel; everything else knows the port', () => {
    const starters = ['src/main.ts', 'src/neighbourhood.ts', 'src/paste-desk.ts', 'src/commands/', 'src/channel/'];
    expect(
      offences(({ path: file, imports }) =>
        inside(file, ...starters)
          ? []
          : imports.filter((to) => to.startsWith('src/channel/') && to !== 'src/channel/channel.ts'),
      ),
    ).toEqual([]);
  });

  it('no channel is asked for its name: its capabilities are', () => {
    const starters = [
      ...['src/main.ts', 'src/neighbourhood.ts', 'src/paste-desk.ts'],
      ...['src/pages/', 'src/commands/', 'src/channel/'],
    ];
    expect(
      offences(({ path: file, words }) =>
        inside(file, ...starters)
          ? []
          : words.filter((word) => /^(local|paste|wechat|wecom|dingtalk|feishu)$/i.test(word)),
      ),
    ).toEqual([]);
  });

  it('the channels know nothing of each other', () => {
    expect(
      offences(({ path: file, imports }) => {
        const own = /^src\/channel\/[^/]+\//.exec(file)?.[0];
        return own ? imports.filter((to) => /^src\/channel\/[^/]+\//.test(to) && !to.startsWith(own)) : [];
      }),
    ).toEqual([]);
  });
});

describe('pure code', () => {
  const isPure = (file: string): boolean =>
    inside(
      file,
      'src/language/',
      'src/chat/understand.ts',
      'src/clock/schedule.ts',
      'src/clock/zone.ts',
      'src/outbox/join.ts',
    ) || /\/(rules|wording)\.ts$/.test(file);
  /** Packages that only compute. */
  const harmless = new Set(['lunar-typescript', 'pinyin-pro']);

  it('rules, words and the language reach no store, no clock, no log and no file', () => {
    expect(
      offences(({ path: file }) =>
        isPure(file)
          ? reached(file).filter((to) => (byPath.has(to) ? byPath.get(to)!.readsClock : !harmless.has(to)))
          : [],
      ),
    ).toEqual([]);
  });

  it('the language knows the meanings of lines and nothing else of the program', () => {
    const known = ['src/language/', 'src/chat/meaning.ts', 'src/chat/context.ts', 'src/clock/zone.ts'];
    expect(
      offences(({ path: file, imports }) =>
        inside(file, 'src/language/') ? imports.filter((to) => to.startsWith('src/') && !inside(to, ...known)) : [],
      ),
    ).toEqual([]);
  });
});

describe('the clock', () => {
  it('is read only where the outside comes in', () => {
    const outside = ['src/main.ts', 'src/clock/', 'src/channel/', 'src/commands/'];
    expect(offences(({ path: file, readsClock }) => readsClock && !inside(file, ...outside))).toEqual([]);
  });
});

describe('layers', () => {
  /** What may not be used when it runs: each layer knows those below it. */
  const above: Record<string, string[]> = {
    'src/db/': ['src/chat/', 'src/features/', 'src/clock/', 'src/outbox/', 'src/inbox/', 'src/identity/'],
    'src/inbox/': ['src/chat/handle.ts', 'src/features/', 'src/clock/', 'src/outbox/', 'src/identity/'],
    'src/outbox/': ['src/chat/', 'src/features/', 'src/inbox/', 'src/identity/'],
    'src/clock/': ['src/chat/', 'src/features/', 'src/inbox/', 'src/identity/'],
    'src/channel/': ['src/features/', 'src/clock/due.ts', 'src/outbox/', 'src/inbox/', 'src/identity/'],
    'src/features/': [
      'src/channel/',
      'src/inbox/',
      'src/pages/',
      'src/app.ts',
      'src/chat/handle.ts',
      'src/chat/dispatch.ts',
    ],
    'src/chat/': ['src/channel/', 'src/pages/', 'src/app.ts', 'src/features.ts'],
  };

  it.each(Object.entries(above))('%s knows nothing of what stands above it', (layer, higher) => {
    expect(
      offences(({ path: file, uses }) => (file.startsWith(layer) ? uses.filter((to) => inside(to, ...higher)) : [])),
    ).toEqual([]);
  });

  it('nothing uses itself in a circle', () => {
    const circles: string[] = [];
    const done = new Set<string>();
    const visit = (file: string, trail: string[]): void => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      else if (!done.has(file)) for (const to of byPath.get(file)?.uses ?? []) visit(to, [...trail, file]);
      done.add(file);
    };
    for (const { path: file } of sources) visit(file, []);
    expect(circles).toEqual([]);
  });

  it('rules and queries of two features do not need each other, not even as types', () => {
    const needs = new Set(
      sources.flatMap(({ path: file, imports }) =>
        imports.flatMap((to) => {
          const [from, other] = [partOf(file), partOf(to)];
          const core = (part: string) => part === 'rules' || part === 'queries';
          return from && other && from.feature !== other.feature && core(from.part) && core(other.part)
            ? [`${from.feature} ${other.feature}`]
            : [];
        }),
      ),
    );
    expect([...needs].filter((pair) => needs.has(pair.split(' ').reverse().join(' ')))).toEqual([]);
  });
});

describe('features', () => {
  const allowed = ['tables', 'rules', 'queries', 'steps', 'crowd', 'commands', 'jobs', 'wording', 'media', 'page'];

  it('consist of files with the same names everywhere', () => {
    expect(
      filesOf('src/features').filter((file) => {
        const rest = file.split('/').slice(3);
        const part = rest[0]!.replace(/\.tsx?$/, '');
        return !(allowed.includes(part) && (rest.length === 1 || (rest.length === 2 && part === 'commands')));
      }),
    ).toEqual([]);
  });

  it('use of each other what is known, decided and said, never commands or jobs', () => {
    const open = ['tables', 'rules', 'queries', 'steps', 'wording'];
    expect(
      offences(({ path: file, imports }) => {
        const from = partOf(file);
        return from
          ? imports.filter((to) => {
              const other = partOf(to);
              return other && other.feature !== from.feature && !open.includes(other.part);
            })
          : [];
      }),
    ).toEqual([]);
  });

  it('are put together in one list: commands, jobs and pages are imported nowhere else', () => {
    expect(
      offences(({ path: file, imports }) =>
        file === 'src/features.ts' || partOf(file)
          ? []
          : imports.filter((to) => ['commands', 'jobs'].includes(partOf(to)?.part ?? '')),
      ),
    ).toEqual([]);
  });

  it('reports may read all, nothing reads reports', () => {
    expect(
      offences(({ path: file, imports }) =>
        file === 'src/features.ts' || partOf(file)?.feature === 'reports'
          ? []
          : imports.filter((to) => partOf(to)?.feature === 'reports'),
      ),
    ).toEqual([]);
  });

  it('every command and every job that is written is in the list', () => {
    const listed = byPath.get('src/features.ts')!.imports;
    expect(
      sources
        .map(({ path: file }) => file)
        .filter((file) => ['commands', 'jobs'].includes(partOf(file)?.part ?? '') && !listed.includes(file)),
    ).toEqual([]);
  });
});

describe('files', () => {
  it('no file only hands on what others have', () => {
    expect(offences(({ reexports }) => reexports)).toEqual([]);
    expect(filesOf('src').filter((file) => /\/index\.tsx?$/.test(file))).toEqual([]);
  });

  it('no file is longer than 250 lines: then an idea is missing', () => {
    const lines = (file: string) => fs.readFileSync(path.join(root, file), 'utf8').trimEnd().split('\n').length;
    expect(
      filesOf('src')
        .filter((file) => lines(file) > 250)
        .map((file) => `${file}: ${lines(file)}`),
    ).toEqual([]);
  });

  it('nobody talks the compiler or the linter out of a finding', () => {
    const excuses =
      /@ts-(ignore|expect-error|nocheck)|biome-ignore|[:<|,(]\s*any\s*[>,;)|=[]|\bas any[;,)\].]|\.(only|skip|todo)\(/;
    const own = /architecture\.test\.ts$/;
    expect(
      [...filesOf('src'), ...filesOf('test')]
        .filter((file) => /\.(tsx?|js)$/.test(file) && !own.test(file))
        .filter((file) => excuses.test(fs.readFileSync(path.join(root, file), 'utf8'))),
    ).toEqual([]);
  });
});

/**
 * What people read stands where it can be found and read through: in `wording` files, in the declarations of commands, on
 * pages, and in what the channels and the start say for themselves. A reader's short words (下午, 我) may stand anywhere.
 */
describe('Chinese', () => {
  const homes = [
    'src/language/',
    'src/chat/exact.ts',
    'src/pages/',
    'src/channel/',
    'src/commands/',
    'src/db/',
    'src/main.ts',
    'src/config.ts',
  ];
  const isSentence = (text: string): boolean =>
    /\p{Script=Han}/u.test(text) && (/[，。：；！？“”、]/.test(text) || text.includes('{}') || [...text].length > 6);

  it('sentences stand in wording files', async () => {
    const { commands } = await import('../src/features.ts');
    const declared = new Set(commands.flatMap((c) => [c.name, c.group, c.help, ...c.says, ...strings(c.examples)]));
    expect(
      offences(({ path: file, words }) =>
        inside(file, ...homes) || /(wording|page)\.tsx?$/.test(file)
          ? []
          : words.filter((text) => isSentence(text) && !declared.has(text)),
      ),
    ).toEqual([]);
  });
});

/** Every string inside a value. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

describe('tables', () => {
  let store: Store;
  let tables: PgTable[];
  beforeAll(async () => {
    store = await testStore();
    const files = filesOf('src').filter((file) => file.endsWith('/tables.ts'));
    const modules: object[] = await Promise.all(files.map((file) => import(path.join(root, file))));
    tables = modules.flatMap((module) => Object.values(module)).filter((value) => is(value, PgTable));
  });
  afterAll(() => store.close());

  it('the community leads every key, so that a community can move to a machine of its own', async () => {
    const keys = await rows<{ key: string; first: string }>(
      store.db,
      sql`select i.indexrelid::regclass::text as key, a.attname as first
          from pg_index i join pg_class c on c.oid = i.indrelid join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
          where c.relnamespace = 'public'::regnamespace and c.relname <> 'communities'`,
    );
    expect(keys.length).toBeGreaterThanOrEqual(tables.length - 1);
    expect(keys.filter(({ first }) => first !== 'community_id')).toEqual([]);
  });

  it('every table has one primary key, and none hangs on another', async () => {
    expect(
      await rows(
        store.db,
        sql`select c.relname as name from pg_class c left join pg_constraint k on k.conrelid = c.oid and k.contype in ('p', 'f')
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
            group by c.relname having array_agg(k.contype::text) <> array['p']`,
      ),
    ).toEqual([]);
  });

  it('the migrations make just the tables that the program knows', async () => {
    const columns = await rows<{ column: string }>(
      store.db,
      sql`select table_name || '.' || column_name || case is_nullable when 'YES' then '?' else '' end as column
          from information_schema.columns where table_schema = 'public'`,
    );
    const casing = new CasingCache('snake_case');
    const declared = tables.flatMap((table) =>
      Object.values(getTableColumns(table)).map(
        (column) => `${getTableName(table)}.${casing.getColumnCasing(column)}${column.notNull ? '' : '?'}`,
      ),
    );
    expect(columns.map(({ column }) => column).sort()).toEqual(declared.sort());
  });
});
