/** The real program as a process of its own, as a volunteer starts it, in a data folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface Program {
  url: string;
  process: ChildProcess;
  /** Seconds until it printed its address. */
  startedIn: number;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
  /** Posts to a path under /local/api. Throws an Error with the API's own sentence. */
  tell(route: string, body: object): Promise<{ n: number }>;
}

export async function startProgram(dataDir: string, settings: Record<string, string> = {}): Promise<Program> {
  const began = performance.now();
  const child = spawn(process.execPath, ['src/start.js'], {
    cwd: root,
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: '0', LOCAL_DEMO: 'off', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      printed += data;
      const address = /http:\/\/[\d.:]+/.exec(printed);
      if (address) resolve(address[0]);
    });
    child.once('exit', () => reject(new Error('the program ended before it printed its address')));
  });
  return {
    url,
    process: child,
    startedIn: (performance.now() - began) / 1000,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
    async tell(route, body) {
      const response = await fetch(`${url}/local/api/${route}`, { method: 'POST', body: JSON.stringify(body) });
      const answer = (await response.json()) as { n: number; error?: string };
      if (!response.ok) throw new Error(`${route}: ${answer.error}`);
      return answer;
    },
  };
}
