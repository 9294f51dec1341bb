/** What a measurement gives back: lines of the table that `npm run bench` prints. */
export interface Line {
  what: string;
  value: string;
  goal?: string;
  /** Absent when there is no goal. */
  reached?: boolean;
}

export interface Measurement {
  name: string;
  title: string;
  /** Needs a PostgreSQL server: TEST_DATABASE_URL, or one that is started for it. */
  server?: true;
  run(): Promise<Line[]>;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** @param share from 0 to 1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Numbers from 0 up to 1, the same at every run. */
export function dice(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Seconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
