/** Real second processes, for what only shows between processes: locks, and death without a farewell. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Script {
  process: ChildProcess;
  /** What it prints, line by line. */
  lines: AsyncIterableIterator<string>;
  /** Its exit code (null when killed) and everything that it wrote to stderr. */
  ended: Promise<{ code: number | null; errors: string }>;
}

/** Runs TypeScript of `test/support/processes/` in a process of its own. */
export function runScript(name: string, ...args: string[]): Script {
  const child = spawn(process.execPath, ['--import', 'tsx', `test/support/processes/${name}.ts`, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return {
    process: child,
    lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](),
    ended: once(child, 'close').then(([code]) => ({ code: code as number | null, errors })),
  };
}
