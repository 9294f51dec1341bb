/**
 * How well the time reader reads labelled lines, and how fast.
 *
 *     node --import tsx bench/time.ts [lines.jsonl]
 *
 * A line is `{now, text, start, end, part?, recur?, dates?, deadline?}` as in `understand -- --time`. Without an argument it
 * takes ../shared/data/time-dev.jsonl when that is there, else the critic's lines of the tests.
 * right: the same answer. silently wrong: another answer, or one where there is no time. missed: no answer where there is one.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { answerTime } from '../src/language/time/answer.ts';
import type { TimeFound } from '../src/language/time/time.ts';

type Gold = Omit<TimeFound, 'spans'> & { id: number; now: string; text: string };
type Answer = Omit<TimeFound, 'spans'>;
type Read = (line: Gold) => Answer;

const KEYS = ['start', 'end', 'part', 'recur', 'dates', 'deadline'] as const;
const FILES = ['../../shared/data/time-dev.jsonl', '../test/language/time-critic.jsonl'];

function linesOf(path: string): Gold[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Gold);
}

const written = (answer: Answer): string => JSON.stringify(KEYS.map((key) => answer[key] ?? null));

function score(name: string, lines: Gold[], read: Read): void {
  const count = { right: 0, wrong: 0, missed: 0 };
  for (const line of lines) {
    const answer = read(line);
    if (written(answer) === written(line)) count.right++;
    else {
      const verdict = answer.start === null && answer.end === null ? 'missed' : 'wrong';
      count[verdict]++;
      console.log(`${verdict}: ${line.text}  expected ${written(line)}  read ${written(answer)}`);
    }
  }
  const share = (n: number): string => `${n} (${((100 * n) / lines.length).toFixed(1)} %)`;
  console.log(
    `${name}: ${lines.length} lines, right ${share(count.right)}, silently wrong ${share(count.wrong)}, missed ${share(count.missed)}`,
  );
}

/** The quickest of many rounds, so that a busy machine counts less. */
function speed(lines: Gold[], read: Read): void {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 300; round++) {
    const before = process.hrtime.bigint();
    for (const line of lines) read(line);
    least = Math.min(least, Number(process.hrtime.bigint() - before) / 1000);
  }
  console.log(`${(least / lines.length).toFixed(1)} µs a line`);
}

const known = FILES.map((file) => fileURLToPath(new URL(file, import.meta.url)));
const path = process.argv[2] ?? known.find((file) => existsSync(file));
if (path === undefined || !existsSync(path)) {
  console.error('No lines to read: give the path of a JSONL file.');
  process.exitCode = 1;
} else {
  const lines = linesOf(path);
  score('ours', lines, answerTime);
  speed(lines, answerTime);
}
