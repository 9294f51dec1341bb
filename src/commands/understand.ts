/**
 * `npm run --silent understand < in.jsonl > out.jsonl`: the language layer as a command, one JSON object a line in and out,
 * state and context taken from the line itself. `--time` reads {id, now, text} and answers with the time of each text.
 * No database, no network. A bad line is named on stderr, passed over, and makes the exit code 1.
 */
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { understand } from '../chat/understand.ts';
import { commands } from '../features.ts';
import { answerTime } from '../language/time/answer.ts';
import { inputSchema, outputOf, situationOf } from './understand-line.ts';

const timeSchema = z.object({ id: z.union([z.number(), z.string()]), now: z.string(), text: z.string() });

function answerMessage(json: unknown): object {
  const line = inputSchema.parse(json);
  const situation = situationOf(line);
  return outputOf(line, situation, understand(line.text, situation, commands));
}

let waiting = '';

/** Writes a line with all others of the same moment: many lines come at once, and each write would be a call of the system. */
function write(line: string): void {
  if (waiting === '')
    setImmediate(() => {
      process.stdout.write(waiting);
      waiting = '';
    });
  waiting += `${line}\n`;
}

/** Answers every line of standard input, in order. */
async function main(): Promise<void> {
  const times = process.argv.includes('--time');
  let number = 0;
  for await (const text of createInterface({ input: process.stdin })) {
    number += 1;
    if (!text.trim()) continue;
    try {
      const json: unknown = JSON.parse(text);
      write(JSON.stringify(times ? answerTime(timeSchema.parse(json)) : answerMessage(json)));
    } catch (error) {
      process.exitCode = 1;
      const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
      process.stderr.write(`line ${number} cannot be read: ${reason}\n`);
    }
  }
}

await main();
