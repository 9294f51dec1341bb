/** What is written is on the disk only when it has been flushed; a new or renamed file also needs its folder flushed. */
import fs from 'node:fs';

/** Flushes an open file or folder. Windows cannot flush a folder, and need not. */
export function flush(fd: number): void {
  try {
    fs.fsyncSync(fd);
  } catch (error) {
    if (process.platform !== 'win32' || !fs.fstatSync(fd).isDirectory()) throw error;
  }
}

/** Flushes a file or folder by its name. */
export function flushPath(name: string, flushFile: (fd: number) => void = flush): void {
  const fd = fs.openSync(name, fs.statSync(name).isDirectory() ? 'r' : 'r+');
  try {
    flushFile(fd);
  } finally {
    fs.closeSync(fd);
  }
}
