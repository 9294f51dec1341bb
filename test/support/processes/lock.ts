/** Locks a folder, says so and stays. */
import { lockFolder } from '../../../src/db/lock.ts';

await lockFolder(process.argv[2]!);
console.log('locked');
setInterval(() => {}, 60_000);
