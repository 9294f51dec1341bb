/** Messages that wait at the same moment are decided in one transaction; nobody may notice but by the time it takes. */
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handle } from '../src/chat/handle.ts';
import { rows } from '../src/db/db.ts';
import { newOffice, type Office } from './support/office.ts';

const leader = '周书记';
const names = ['王芳', '李强', '赵敏', '刘洋', '陈静', '孙丽', '何军', '马兰'];

interface Line {
  chat: 'group' | 'direct';
  from: string;
  text: string;
}

const words = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('认领 1', '我报名1', '认领 2', '认领 1 2人', '认领 3A', '认领 3') },
  { weight: 2, arbitrary: fc.constantFrom('取消 1', '撤销', '取消 2', '来不了了') },
  { weight: 2, arbitrary: fc.constantFrom('今天天气真好', '中午吃啥', '哈哈哈') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '我来',
      '+1',
      '给小周报1',
      '给王芳报2',
      '我的',
      '看板 1',
      '活动',
      '认领 99',
      '认领 1 0人',
      '要是没人去1我去',
      '换给李强 1',
    ),
  },
);
const line: fc.Arbitrary<Line> = fc.record({
  chat: fc.constantFrom('group', 'group', 'direct'),
  from: fc.constantFrom(...names),
  text: words,
});

async function opened(): Promise<Office> {
  const office = await newOffice('2026-11-26T10:00:00+08:00', [
    { name: leader, role: 'leader' },
    ...names.map((name) => ({ name, role: 'volunteer' as const })),
  ]);
  for (const text of [
    '发布活动 周六上午9点到11点 包饺子 社区食堂 需要4人',
    '是',
    '发布活动 周六上午10点到12点 清理楼道 5号楼 需要2人',
    '是',
    '发布活动 周日 桶前值守 3号楼前 上午2人、下午1人',
    '是',
  ])
    await office.say('direct', leader, text);
  return office;
}

/** All that anybody can see or could be asked for later, without ids and the order of equals. */
async function traces({ house }: Office) {
  const { db } = house;
  return {
    posts: await rows(
      db,
      sql`select i.message_text, o.text, p.name as to from outbox o
        left join (select id, seq, event->>'text' as message_text from inbox) i on i.id = o.inbox_id
        left join people p on p.id = o.to_person order by i.seq, o.seq`,
    ),
    inbox: await rows(db, sql`select event->>'text' as text, meant, status from inbox order by seq`),
    items: await rows(db, sql`select number, shift, taken, status from items order by number, shift`),
    claims: await rows(
      db,
      sql`select i.number, i.shift, c.name, c.state, c.size, c.ended_by, row_number() over (partition by c.item_id, c.state order by c.since, c.id) as place
        from claims c join items i on i.id = c.item_id order by i.number, i.shift, c.state, place`,
    ),
    jobs: await rows(db, sql`select kind, status from jobs order by kind, run_at, status`),
    audit: await rows(
      db,
      sql`select i.seq, a.action, p.name, a.item_id is not null as about from audit a left join inbox i on i.id = a.inbox_id
        left join people p on p.id = a.person_id order by i.seq, a.action, p.name, about`,
    ),
  };
}

describe('messages that come at once', () => {
  it('end as if one had come after the other', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 2, maxLength: 24 }), async (lines) => {
        const [together, apart] = [await opened(), await opened()];
        const ids: string[] = [];
        for (const { chat, from, text } of lines) {
          ids.push(await together.keep(chat, from, text));
          await apart.say(chat, from, text);
        }
        await handle(together.house, ids);
        const [a, b] = [await traces(together), await traces(apart)];
        await together.close();
        await apart.close();
        expect(a).toEqual(b);
      }),
      {
        numRuns: Number(process.env['RUNS'] ?? 12),
        ...(process.env['SEED'] ? { seed: Number(process.env['SEED']) } : {}),
      },
    );
  });

  it('one that cannot be handled takes no others along', async () => {
    const office = await opened();
    const ids = [await office.keep('group', '王芳', '认领 1'), await office.keep('group', '李强', '认领 1')];
    await rows(office.house.db, sql`update inbox set event = event - 'from' where id = ${ids[0]}`);
    await expect(handle(office.house, ids)).rejects.toThrow();
    expect(await handle(office.house, [ids[1]!])).toBeDefined();
    await office.close();
  });
});
