/**
 * `npm run bench [-- NAME…]`: measures and prints one table. Each measurement has a process of its own, so that none inherits
 * another's memory or warm code. The exit code is 1 when a goal is missed.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { answers } from './answers.ts';
import { burst } from './burst.ts';
import { embedded, onServer } from './claims.ts';
import { language } from './language.ts';
import type { Line, Measurement } from './measurement.ts';
import { start } from './start.ts';
import { storm } from './storm.ts';
import { memoryOfTalk } from './talk.ts';
import { wechat } from './wechat.ts';

const measurements: readonly Measurement[] = [
  ...[onServer, embedded, burst, answers, wechat, storm],
  ...[start, memoryOfTalk, language],
];

const here = fileURLToPath(import.meta.url);
const postgres = fileURLToPath(new URL('../test/support/postgres.sh', import.meta.url));

/** Runs one measurement in a process of its own. */
function measure({ name, server }: Measurement): Promise<Line[]> {
  const self = [process.execPath, '--expose-gc', '--import', import.meta.resolve('tsx'), here, name];
  const command = server && !process.env['TEST_DATABASE_URL'] ? [postgres, '--durable', ...self] : self;
  return new Promise((resolve, reject) => {
    const child = spawn(command[0]!, command.slice(1), {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, BENCH_CHILD: '1' },
    });
    let out = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(out));
      else reject(new Error(`measuring “${name}” failed`));
    });
  });
}

async function main(): Promise<void> {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !measurements.some((m) => m.name === name));
  if (unknown !== undefined)
    throw new Error(`There is no measurement “${unknown}”; there are: ${measurements.map((m) => m.name).join(', ')}.`);
  for (const measurement of measurements) {
    if (names.length > 0 && !names.includes(measurement.name)) continue;
    const lines = await measure(measurement);
    console.log(`${measurement.title}  [${measurement.name}]`);
    const width = Math.max(...lines.map(({ what }) => what.length));
    for (const { what, value, goal, reached } of lines) {
      const mark = reached === undefined ? '' : reached ? '  reached' : '  MISSED';
      console.log(`  ${what.padEnd(width)}  ${value}${goal ? `  goal ${goal}${mark}` : ''}`);
      if (reached === false) process.exitCode = 1;
    }
    console.log();
  }
}

if (process.env['BENCH_CHILD']) {
  const [name] = process.argv.slice(2);
  console.log(JSON.stringify(await measurements.find((m) => m.name === name)!.run()));
  process.exit();
} else await main();
