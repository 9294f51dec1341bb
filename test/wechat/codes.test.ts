/** kill -9 of the whole program around the setting of a friend's remark: one code for each, ever, and each is found by it. */
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { rows } from '../../src/db/db.ts';
import { openStore } from '../../src/db/open.ts';
import { newFolder } from '../support/folder.ts';
import { type Program, startProgram } from '../support/program.ts';
import { type Server, startServer } from './server/server.ts';
import type { Person, Room } from './server/world.ts';

let folder: string;
let server: Server;
let program: Program;
let secretary: Person;
let helper: Person;
let group: Room;

const start = () =>
  startProgram({
    ...server.env,
    ...{ PUPPET: 'wechaty-puppet-wechat4u', DATA_DIR: folder, DATABASE_URL: '', SEND_INTERVAL_MS: '0' },
  });
const says = (who: Person, where: Person | Room, text: string) => server.say(where, who, text);
const hears = (where: Person | Room, words: string) =>
  server.sent.wait((one) => one.where === where && one.text.includes(words));
const oplogs = () => server.calls.all.filter((name) => name === 'webwxoplog').length;
const remarksOf = (who: Person) => server.remarks.all.filter(({ person }) => person === who);

test('killed before a remark is set, and before it is noted: each friend has one code and is known by it', async () => {
  folder = newFolder();
  server = await startServer({ botName: '小援' });
  onTestFinished(async () => {
    await program.kill();
    await server.close();
  });
  secretary = server.world.friend('周书记');
  helper = server.world.friend('何平');
  group = server.world.room('星光志愿服务群', [secretary, helper]);
  program = await start();
  await server.scan();
  const code = /绑定 ([A-Z2-9]{6})/.exec(program.said.join('\n'))?.[1];

  // Its code is kept, and WeChat has not heard of it yet.
  server.fault('webwxoplog', 'hang');
  says(secretary, group, `绑定 ${code}`);
  await hears(group, '第一位负责人');
  await server.calls.wait((name) => name === 'webwxoplog');
  await program.kill();
  expect(secretary.remark).toBe('');

  // WeChat has it, and the program does not know that.
  server.fault('webwxoplog', 'unanswered');
  program = await start();
  await server.remarks.wait(({ person }) => person === secretary);
  await program.kill();
  const given = secretary.remark;
  expect(given).toMatch(/^周书记·[A-HJKMNP-Z2-9]{5}$/);

  program = await start();
  const before = oplogs();
  says(helper, group, '我的');
  await server.remarks.wait(({ person }) => person === helper);
  expect([oplogs() - before, remarksOf(secretary).length, secretary.remark]).toEqual([1, 1, given]);

  // All ids change, and so do the names.
  secretary.nickname = '老周';
  helper.nickname = '平安';
  server.endSession();
  await server.scan();
  says(secretary, secretary, '发布活动 下周六上午9点到11点 包饺子 社区食堂 需要4人');
  await hears(secretary, '我理解的是');
  says(secretary, secretary, '是');
  await hears(group, '新活动【1】');
  says(helper, group, '认领 1');
  await hears(group, '记下了：何平');

  expect(await program.end()).toBe(0);
  const store = await openStore({ dataDir: folder, databaseUrl: '' });
  const kept = await rows<{ name: string; code: string }>(
    store.db,
    sql`select p.name, r.code from people p left join remarks r on r.person_id = p.id order by p.created_at`,
  );
  await store.close();
  expect(kept).toEqual([
    { name: '周书记', code: given.slice(-5) },
    { name: '何平', code: helper.remark.slice(-5) },
  ]);
});
