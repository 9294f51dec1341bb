/**
 * `npm run --silent understand < in.jsonl > out.jsonl`: the language layer as a command (docs in the guide to evaluation).
 * `--time` reads {id, now, text} and writes the time of each text. No database, no network. A bad line is answered on stderr.
 */
import { createInterface } from 'node:readline';
import type { Command } from '../chat/command.ts';
import { understand } from '../chat/understand.ts';
import { inputSchema, outputOf, situationOf } from './understand-line.ts';

const commands: readonly Command[] = [];

function answer(text: string): object {
  const line = inputSchema.parse(JSON.parse(text));
  const situation = situationOf(line);
  return outputOf(line, situation, understand(line.text, situation, commands));
}

/** Reads all lines of standard input and answers each in order. */
async function main(): Promise<void> {
  const make = answer;
  let number = 0;
  for await (const text of createInterface({ input: process.stdin })) {
    number += 1;
    if (!text.trim()) continue;
    try {
      process.stdout.write(`${JSON.stringify(make(text))}\n`);
    } catch (error) {
      process.exitCode = 1;
      const reason = error instanceof Error ? error.message : String(error);
      process.stderr.write(`line ${number} cannot be read: ${reason}\n`);
    }
  }
}

await main();
