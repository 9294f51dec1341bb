/**
 * Only one process may use a folder. The lock is the operating system's, on an open file, so it ends with its process
 * however that ends. Two processes on one embedded database lose committed rows without a word.
 */
import fs from 'node:fs';
import path from 'node:path';

export interface FolderLock {
  release(): void;
}

/** Windows refuses reads of a locked range, so the lock lies behind the text that tells who has it. */
const lockedByte = 4096;

/**
 * Locks a folder, made if it is not there. Throws an Error with one Chinese sentence that says what to do, when another
 * process has it or when this machine cannot lock (with `if possible` it then goes on without).
 */
export async function lockFolder(folder: string, need: 'must' | 'if possible' = 'must'): Promise<FolderLock> {
  const tryLock = await loadTryLock().catch((error) => {
    if (need === 'must') throw error;
    return () => true;
  });
  const file = path.join(folder, 'lock');
  const fd = openFile(folder, file);
  if (!tryLock(fd, lockedByte, 1)) {
    const holder = /^\d+/.exec(fs.readFileSync(file, 'utf8'))?.[0];
    fs.closeSync(fd);
    const who = holder ? `（进程号 ${holder}）` : '';
    throw new Error(
      `数据文件夹 ${path.resolve(folder)} 正被另一个星援程序使用${who}，请先关掉那一个再启动；要同时运行两个，请给这一个换一个 DATA_DIR。`,
    );
  }
  try {
    fs.ftruncateSync(fd);
    fs.writeSync(fd, `${process.pid}\n`, 0);
  } catch {
    // On a full disk nobody can read who has it. Whoever opens what lies in the folder says what to do.
  }
  return { release: () => fs.closeSync(fd) };
}

function openFile(folder: string, file: string): number {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    return fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o600);
  } catch (cause) {
    const { code } = cause as { code?: string };
    throw new Error(
      `数据文件夹 ${path.resolve(folder)} 写不进去（${code}），请检查它的权限和磁盘空间，或在 .env 里换一个 DATA_DIR，再启动。`,
      { cause },
    );
  }
}

async function loadTryLock() {
  try {
    const { tryLock } = await import('fs-native-extensions');
    return tryLock;
  } catch (cause) {
    throw new Error(
      `星援在这台机器（${process.platform} ${process.arch}）上锁不住数据文件夹，为保护数据没有启动：请换用普通的 Windows、macOS、Debian 或 Ubuntu，或在 .env 里设置 DATABASE_URL 改用 PostgreSQL。`,
      { cause },
    );
  }
}
