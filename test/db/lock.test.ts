import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { lockFolder } from '../../src/db/lock.ts';
import { newFolder } from '../support/folder.ts';
import { runScript } from '../support/processes.ts';

test('a second process is refused with a sentence that says what to do', async () => {
  const folder = newFolder();
  const lock = await lockFolder(folder);
  onTestFinished(lock.release);
  const second = await runScript('open', folder).ended;
  expect(second.code).toBe(1);
  expect(second.errors).toContain(
    `数据文件夹 ${folder} 正被另一个星援程序使用（进程号 ${process.pid}），请先关掉那一个再启动；要同时运行两个，请给这一个换一个 DATA_DIR。`,
  );
  expect(fs.existsSync(path.join(folder, 'db'))).toBe(false);
});

test('kill -9 lets go of the folder', async () => {
  const folder = newFolder();
  const holder = runScript('lock', folder);
  for await (const line of holder.lines) {
    expect(line).toBe('locked');
    await expect(lockFolder(folder)).rejects.toThrow(`进程号 ${holder.process.pid}`);
    holder.process.kill('SIGKILL');
  }
  await holder.ended;
  (await lockFolder(folder)).release();
});

test('the folder is made for the owner alone', async () => {
  const folder = path.join(newFolder(), 'data');
  (await lockFolder(folder)).release();
  expect(fs.statSync(folder).mode & 0o077).toBe(process.platform === 'win32' ? 0o066 : 0);
});

test('a folder that cannot be is told by its name', async () => {
  const file = path.join(newFolder(), 'file');
  fs.writeFileSync(file, '');
  await expect(lockFolder(path.join(file, 'data'))).rejects.toThrow(
    `数据文件夹 ${path.join(file, 'data')} 写不进去（ENOTDIR）`,
  );
});

test('a machine for which there is no lock is told what to do; who can do without goes on', async () => {
  vi.doMock('fs-native-extensions', () => {
    throw new Error('no addon for linux-x64-musl');
  });
  vi.resetModules();
  onTestFinished(() => void vi.doUnmock('fs-native-extensions'));
  const { lockFolder } = await import('../../src/db/lock.ts');
  await expect(lockFolder(newFolder())).rejects.toThrow(
    /锁不住数据文件夹.*在 \.env 里设置 DATABASE_URL 改用 PostgreSQL。$/,
  );
  (await lockFolder(newFolder(), 'if possible')).release();
});
