/** A short part of `npm run torture`: a full disk, as the program's own writes find it. */
import { expect, onTestFinished, test } from 'vitest';
import { newFolder } from '../support/folder.ts';
import { startProgram } from '../support/program.ts';
import { newDice } from './dice.ts';
import { injectedDisk } from './disk.ts';
import { tortureByFullDisk } from './full.ts';
import { newLedger } from './ledger.ts';
import { newPlace } from './place.ts';

test('a disk that fills up while a crowd talks is told, damages nothing, and everybody is answered when there is room', {
  timeout: 300_000,
}, async () => {
  const place = await newPlace();
  onTestFinished(place.remove);
  const ledger = newLedger();
  await tortureByFullDisk(place, newDice(1), ledger, { people: 4, lines: 6, times: 1, length: 300, disk: 'injected' });
  expect(ledger.broken).toEqual([]);
});

test('a program that is started on a full disk says so in one sentence, and starts when there is room', {
  timeout: 300_000,
}, async () => {
  const folder = newFolder();
  const disk = injectedDisk(folder);
  onTestFinished(disk.remove);
  const settings = { DATA_DIR: folder, DATABASE_URL: '', ...disk.settings };
  await (await startProgram(settings)).end();
  disk.fill();
  await expect(startProgram(settings)).rejects.toThrow(
    `磁盘满了，数据文件夹 ${folder} 打不开：请腾出一些空间再启动，数据都还在。`,
  );
  disk.empty();
  expect(await (await startProgram(settings)).end()).toBe(0);
});
