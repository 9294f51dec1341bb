/** Opens the store of a folder, says so and stays. */
import { openStore } from '../../../src/db/open.ts';

await openStore({ dataDir: process.argv[2]! });
console.log('open');
setInterval(() => {}, 60_000);
