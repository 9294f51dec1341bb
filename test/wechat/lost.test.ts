/** Sends of which nobody knows whether they arrived, with the whole program and the real puppet. */
import { expect, onTestFinished, test } from 'vitest';
import { startProgram } from './program.ts';
import { startWorld } from './world.ts';

const now = new Date('2026-11-25T10:00:00+08:00');

test('what matters is said once more and says so; what does not is not said twice', async () => {
  const world = await startWorld({ botName: '小援' });
  const { server } = world;
  const secretary = server.world.friend('周书记');
  const helper = server.world.friend('何平');
  const resident = server.world.friend('曹阿姨');
  const group = server.world.room('星光志愿服务群', [secretary, helper]);
  const program = await startProgram(world, now, { sendLimit: 5_000 });
  onTestFinished(program.end);
  const { said, sent } = program;
  const texts = (words: string) => server.sent.all.map(({ text }) => text).filter((text) => text.includes(words));
  await said(group, secretary, `绑定 ${program.code}`, now);
  await said(helper, helper, '你好', now);
  await said(resident, resident, '家里水管漏水，3号楼2单元501，电话13800138000，下午都在', now);
  await said(secretary, secretary, '受理 1', now);
  await sent(group, '要帮忙【1】');

  // The address arrives, and WeChat does not say so.
  server.fault('webwxsendmsg', 'unanswered');
  await said(group, helper, '认领 1', now);
  await sent(helper, '谢谢您接下');
  await program.app.moveClock(new Date(now.getTime() + 120_000));
  expect(await sent(helper, '（补发）')).toMatch(/^（补发）[\s\S]*谢谢您接下[\s\S]*3号楼2单元501，电话13800138000/);
  expect(texts('谢谢您接下')).toHaveLength(2);

  server.fault('webwxsendmsg', 'unanswered');
  await said(helper, helper, '看板 77', now);
  await sent(helper, '77');
  await said(helper, helper, '看板 78', now);
  await sent(helper, '78');
  expect([texts('77').length, texts('（补发）').length]).toEqual([1, 1]);
});
