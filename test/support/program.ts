/** The real program in a process of its own, as somebody starts it, played through its API; it can be killed at any moment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { root } from './source.ts';
import type { Post } from './stage.ts';

export interface Program {
  process: ChildProcess;
  url: string;
  /** What it printed, line by line. */
  said: readonly string[];
  /** Posts something to the local chat's API. Rejects when the program is gone before it has answered. */
  ask<T>(path: string, body?: object): Promise<T>;
  /** All that was said. */
  messages(): Promise<Post[]>;
  /** Ends it without a farewell. */
  kill(): Promise<void>;
  /** Ends it as an operator does. Resolves its exit code. */
  end(): Promise<number | null>;
}

/** Somebody refused in the program's own words. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

/**
 * Starts it; resolves when it has told its address.
 * @param environment settings; everything else is as it is by default
 * @param began is given the process at once, so that it can be killed while it starts
 */
export async function startProgram(
  environment: Record<string, string>,
  began: (child: ChildProcess) => void = () => {},
): Promise<Program> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env: { ...process.env, ...environment, PORT: '0', LOCAL_DEMO: 'off', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  began(child);
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk;
  });
  const closed = once(child, 'close');
  const said: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(line);
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
      if (address) resolve(address);
    });
    closed.then(() => reject(new Error(`the program did not start: ${complaints}`)));
  });

  async function ask<T>(path: string, body?: object): Promise<T> {
    const response = await fetch(
      `${url}/local/api/${path}`,
      body ? { method: 'POST', body: JSON.stringify(body) } : {},
    );
    const answer = (await response.json()) as T & { error?: string };
    if (!response.ok) throw new Refused(response.status, `${path}: ${answer.error}`);
    return answer;
  }
  return {
    process: child,
    url,
    said,
    ask,
    messages: async () => (await ask<{ messages: Post[] }>('messages?after=0')).messages,
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
    async end() {
      child.kill('SIGTERM');
      const [code] = await closed;
      return code as number | null;
    },
  };
}
