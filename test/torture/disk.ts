/** A disk that can be filled to the last byte and emptied again: a real one in memory where that may be mounted, or calls that fail like it. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const disks = ['mounted', 'injected'] as const;

export interface Disk {
  /** Settings for the program that writes to it. */
  settings: Record<string, string>;
  fill(): void;
  empty(): void;
  remove(): void;
}

const megabyte = 1024 * 1024;
/** Room for a young store (some 45 MB) and the log of a day. */
const sizeMb = 96;

/** A file system in memory at `folder`; undefined where this process may not mount one. */
export function mountedDisk(folder: string): Disk | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'none', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  const ballast = path.join(folder, 'ballast');
  return {
    settings: {},
    fill() {
      const fd = fs.openSync(ballast, 'w');
      const lump = Buffer.alloc(megabyte);
      try {
        for (let size = megabyte; size >= 1; ) {
          try {
            if (fs.writeSync(fd, lump, 0, size) < size) size >>= 1;
          } catch {
            size >>= 1;
          }
        }
      } finally {
        fs.closeSync(fd);
      }
    },
    empty: () => fs.rmSync(ballast, { force: true }),
    remove: () => void execFileSync('umount', ['-l', folder]),
  };
}

/** The program's own calls fail in `folder`, as those on a full disk do. Needs no rights. */
export function injectedDisk(folder: string): Disk {
  const flag = `${folder}.full`;
  const hook = pathToFileURL(fileURLToPath(new URL('./full-disk-hook.mjs', import.meta.url))).href;
  return {
    settings: { NODE_OPTIONS: `--import ${hook}`, FULL_DISK_FLAG: flag, FULL_DISK_FOLDER: folder },
    fill: () => fs.writeFileSync(flag, ''),
    empty: () => fs.rmSync(flag, { force: true }),
    remove: () => fs.rmSync(flag, { force: true }),
  };
}
