/** Runs pgbench, which comes with PostgreSQL: a load without our program, to know what the database alone can do. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface Load {
  /** `postgres://…` */
  url: string;
  /** What one transaction does: SQL and pgbench's own commands such as `\set n random(1, 300)`. */
  script: string;
  clients: number;
  seconds: number;
  /** Variables of the script, `:name` in it. */
  variables?: Record<string, string | number>;
}

export interface Measured {
  /** Transactions a second that succeeded. */
  tps: number;
  /** Mean time of one, in milliseconds. */
  latencyMs: number;
  /** Transactions that were given up on (serialization failures, deadlocks). */
  failed: number;
}

/** Debian keeps the server's programs out of PATH. */
function program(): string {
  const debian = '/usr/lib/postgresql';
  const versions = fs.existsSync(debian) ? fs.readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [process.env['PG_BIN'], ...versions.map((version) => path.join(debian, version, 'bin'))];
  const found = folders
    .map((folder) => path.join(folder ?? '', 'pgbench'))
    .find((file) => path.isAbsolute(file) && fs.existsSync(file));
  return found ?? 'pgbench';
}

/**
 * Puts a load on a database for some seconds. Throws an Error with pgbench's own words when it fails, or one that says
 * what to install when pgbench is not there.
 */
export async function pgbench(load: Load): Promise<Measured> {
  const file = path.join(os.tmpdir(), `xingyuan-load-${process.pid}.sql`);
  fs.writeFileSync(file, load.script);
  const variables = Object.entries(load.variables ?? {}).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
  const counts = ['-c', load.clients, '-j', Math.min(load.clients, os.availableParallelism()), '-T', load.seconds];
  try {
    return read(
      await run(program(), ['-n', '-M', 'prepared', ...counts.map(String), ...variables, '-f', file, load.url]),
    );
  } finally {
    fs.rmSync(file);
  }
}

function run(command: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let complained = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (complained += chunk));
    child.on('error', (cause) => reject(new Error('pgbench is not here: install postgresql or set PG_BIN', { cause })));
    child.on('close', (code) => (code === 0 ? resolve(said) : reject(new Error(`pgbench failed: ${complained}`))));
  });
}

function read(said: string): Measured {
  const number = (pattern: RegExp) => Number(pattern.exec(said)?.[1] ?? Number.NaN);
  return {
    tps: number(/^tps = ([\d.]+)/m),
    latencyMs: number(/^latency average = ([\d.]+) ms/m),
    failed: number(/^number of failed transactions: (\d+)/m),
  };
}
