/** Puts event after event into a spool, from a number on, three at a time; prints each number once its promise is kept. Never ends. */
import fs from 'node:fs';
import { openSpool } from '../../../src/inbox/spool.ts';
import { spooled } from '../spooled.ts';

const spool = await openSpool(process.argv[2]!);
for (let number = Number(process.argv[3]); ; number += 3) {
  const three = [number, number + 1, number + 2];
  await Promise.all(three.map((each) => spool.append(spooled(each)).then(() => fs.writeSync(1, `${each}\n`))));
}
