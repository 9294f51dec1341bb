/** One life of the child process, from fork to exit, and the watch over it. */
import type { ChildProcess } from 'node:child_process';
import { exitCode, type Order, type Report, reportSchema } from './protocol.ts';

/** Times in milliseconds, memory in bytes. */
export interface WatchLimits {
  /** Longest time without an answered sync call while online; web WeChat answers one about every 25 s. */
  quiet: number;
  /** Longest time from the start to a QR code or a login. */
  start: number;
  /** The child is started anew when it holds more memory than this. */
  memory: number;
  /** How long the child may take to end when told to. */
  end: number;
}

/** Why a child ended. */
export type Ending = 'told' | 'fault' | 'sessionGone' | 'gaveUp' | 'quiet' | 'memory' | 'slowStart';

const endings: { [code: number]: Ending } = {
  [exitCode.told]: 'told',
  [exitCode.sessionGone]: 'sessionGone',
  [exitCode.gaveUp]: 'gaveUp',
};

export interface Life {
  readonly pid: number | undefined;
  /** False when it is too late to say anything. */
  order(order: Order): boolean;
  /** Tells it to end, and kills it when it does not. */
  end(): void;
  /** `output` is the last of what it wrote to stderr. */
  readonly over: Promise<{ ending: Ending; output: string }>;
}

/** @param heard gets every report, and a way to answer this very process and no later one */
export function live(
  child: ChildProcess,
  limits: WatchLimits,
  heard: (report: Report, reply: (order: Order) => void) => void,
): Life {
  let why: Ending | undefined;
  let timer: NodeJS.Timeout | undefined;
  let output = '';
  const watchFor = (reason: Ending, ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      why ??= reason;
      child.kill('SIGKILL');
    }, ms);
  };
  const order = (what: Order): boolean => {
    if (!child.connected) return false;
    child.send(what, () => undefined);
    return true;
  };
  const end = (reason: Ending) => {
    why ??= reason;
    order({ type: 'end' });
    watchFor(reason, limits.end);
  };

  function watch(report: Report): void {
    // Nothing of this is a danger while somebody looks for a telephone to scan the code with.
    if (report.type === 'scan') clearTimeout(timer);
    if (report.type === 'online' || report.type === 'sync') watchFor('quiet', limits.quiet);
    if (report.type === 'sync' && report.rss > limits.memory) end('memory');
  }

  watchFor('slowStart', limits.start);
  child.on('message', (message) => {
    const report = reportSchema.safeParse(message);
    if (!report.success) return;
    if (!why) watch(report.data);
    heard(report.data, order);
  });
  child.stderr?.on('data', (text: Buffer) => {
    output = (output + text.toString()).slice(-2000);
  });
  const over = new Promise<{ ending: Ending; output: string }>((resolve) => {
    const finish = (code: number | null) => {
      clearTimeout(timer);
      resolve({ ending: why ?? endings[code ?? -1] ?? 'fault', output });
    };
    child.on('exit', finish);
    // A process that could not even be made has no exit.
    child.on('error', () => child.pid === undefined && finish(null));
  });
  return { pid: child.pid, order, end: () => end('told'), over };
}
