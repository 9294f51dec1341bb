// Loaded into the program by `node --import`: while the file named by FULL_DISK_FLAG exists, every write in the folder that
// FULL_DISK_FOLDER names fails as on a full disk. Postgres inside the program and the spool write through these calls.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

const flag = process.env.FULL_DISK_FLAG;
const folder = path.resolve(process.env.FULL_DISK_FOLDER) + path.sep;
const opened = new Map();

const isFull = (file) => path.resolve(String(file)).startsWith(folder) && fs.existsSync(flag);
function refuse(call) {
  throw Object.assign(new Error(`ENOSPC: no space left on device, ${call}`), {
    code: 'ENOSPC',
    errno: -28,
    syscall: call,
  });
}

const { openSync, closeSync, writeSync, writeFileSync, appendFileSync, mkdirSync, ftruncateSync } = fs;
fs.openSync = (file, flags, mode) => {
  const makes = typeof flags === 'number' ? flags & fs.constants.O_CREAT : /[wa]/.test(flags ?? 'r');
  if (makes && !fs.existsSync(file) && isFull(file)) refuse('open');
  const fd = openSync(file, flags, mode);
  opened.set(fd, file);
  return fd;
};
fs.closeSync = (fd) => {
  opened.delete(fd);
  closeSync(fd);
};
const guard =
  (call, work) =>
  (target, ...rest) => {
    const file = typeof target === 'number' ? opened.get(target) : target;
    if (file !== undefined && isFull(file)) refuse(call);
    return work(target, ...rest);
  };
fs.writeSync = guard('write', writeSync);
fs.writeFileSync = guard('write', writeFileSync);
fs.appendFileSync = guard('write', appendFileSync);
fs.mkdirSync = guard('mkdir', mkdirSync);
// Making a file longer; shorter always goes.
fs.ftruncateSync = (fd, length = 0) => {
  const file = opened.get(fd);
  if (length > 0 && file !== undefined && isFull(file)) refuse('ftruncate');
  ftruncateSync(fd, length);
};
syncBuiltinESMExports();
