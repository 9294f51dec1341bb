/** Keeps the child process alive: starts it, watches that WeChat is really synced, and starts it anew when it ended. */
import type { ChildProcess } from 'node:child_process';
import { exitCode, type Order, type Report, reportSchema } from './protocol.ts';

/** Times in milliseconds, memory in bytes. */
export interface Limits {
  /** Longest time without an answered sync call while online; web WeChat answers one about every 25 s. */
  quiet: number;
  /** Longest time from the start to a QR code or a login. */
  start: number;
  /** The child is started anew when it holds more memory than this. */
  memory: number;
  /** First and longest pause before a new start; it doubles from one to the other. */
  firstPause: number;
  longestPause: number;
  /** After this long in one piece the pause begins at `firstPause` again. */
  steady: number;
  /** How long the child may take to end when told to. */
  end: number;
}
export const defaultLimits: Limits = {
  quiet: 90_000,
  start: 120_000,
  memory: 700 * 1024 * 1024,
  firstPause: 1000,
  longestPause: 300_000,
  steady: 60_000,
  end: 5000,
};

/** Why a child ended. */
export type Ending = 'told' | 'fault' | 'sessionGone' | 'gaveUp' | 'quiet' | 'memory' | 'slowStart';

export interface Supervisor {
  start(): void;
  /** False when there is no child to take it. */
  order(order: Order): boolean;
  stop(): Promise<void>;
}

export interface SupervisorParts {
  fork: () => ChildProcess;
  limits: Limits;
  /** `reply` goes to the child that reported, and to no later one. */
  onReport: (report: Report, reply: (order: Order) => void) => void;
  /** The child ended; `pause` is how long until the next one, undefined when there will be none. */
  onEnd: (ending: Ending, pause: number | undefined, output: string) => void;
  onStart: (pid: number | undefined) => void;
}

const endings: { [code: number]: Ending } = {
  [exitCode.told]: 'told',
  [exitCode.sessionGone]: 'sessionGone',
  [exitCode.gaveUp]: 'gaveUp',
};

export function supervise({ fork, limits, onReport, onEnd, onStart }: SupervisorParts): Supervisor {
  let child: ChildProcess | undefined;
  let stopping = false;
  let pause = limits.firstPause;
  let next: NodeJS.Timeout | undefined;
  let ended: Promise<void> = Promise.resolve();

  function launch(): void {
    const one = fork();
    const began = Date.now();
    let why: Ending | undefined;
    let watch: NodeJS.Timeout | undefined;
    let output = '';
    const kill = (reason: Ending) => {
      why ??= reason;
      one.kill('SIGKILL');
    };
    const watchFor = (ms: number | undefined, reason: Ending) => {
      clearTimeout(watch);
      watch = ms === undefined ? undefined : setTimeout(() => kill(reason), ms);
    };
    const reply = (order: Order) => void (one.connected && one.send(order, () => undefined));

    function heard(report: Report): void {
      if (report.type === 'scan') watchFor(undefined, 'quiet');
      if (report.type === 'online' || report.type === 'sync') watchFor(limits.quiet, 'quiet');
      if (report.type === 'sync' && report.rss > limits.memory) {
        why = 'memory';
        reply({ type: 'end' });
        watchFor(limits.end, 'memory');
      }
      onReport(report, reply);
    }

    child = one;
    watchFor(limits.start, 'slowStart');
    onStart(one.pid);
    one.on('message', (message) => {
      const report = reportSchema.safeParse(message);
      if (report.success && !why) heard(report.data);
    });
    one.stderr?.on('data', (text: Buffer) => {
      output = (output + text.toString()).slice(-2000);
    });
    ended = new Promise((resolve) => {
      one.on('error', () => undefined);
      one.on('exit', (code) => {
        clearTimeout(watch);
        child = undefined;
        resolve();
        if (Date.now() - began >= limits.steady) pause = limits.firstPause;
        const wait = stopping ? undefined : pause;
        if (wait !== undefined) next = setTimeout(launch, wait);
        pause = Math.min(limits.longestPause, pause * 2);
        onEnd(why ?? (code === null ? 'fault' : (endings[code] ?? 'fault')), wait, output);
      });
    });
  }

  return {
    start: launch,
    order(order) {
      if (!child?.connected) return false;
      child.send(order, () => undefined);
      return true;
    },
    async stop() {
      stopping = true;
      clearTimeout(next);
      const one = child;
      if (!one) return;
      one.send({ type: 'end' } satisfies Order, () => undefined);
      const hard = setTimeout(() => one.kill('SIGKILL'), limits.end);
      await ended;
      clearTimeout(hard);
    },
  };
}
