import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { people } from './support/people.ts';
import { newStage, type Post, type Stage } from './support/stage.ts';
import { parseTranscript, type Step, written } from './support/transcript.ts';

const folder = new URL('./conversations/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.md'));

/** With RECORD=name the bot's lines of that conversation are written anew, to be read and reviewed. */
const recorded = process.env['RECORD'];

interface Said {
  line: number;
  said: string[];
}

const bot = (posts: Post[]): string[] => posts.filter((post) => post.from === '小援').map(written);

/** Plays the steps of people; returns what the bot said after each, by the line of the step. */
async function play(stage: Stage, steps: readonly Step[]): Promise<Said[]> {
  const result: Said[] = [];
  const lastOf = new Map<string, number>();
  let seen = 0;
  for (const step of steps) {
    if (step.kind === 'bot') continue;
    if (step.kind === 'clock') await stage.moveClock(`${step.to}:00+08:00`);
    else if (step.kind === 'recall') await stage.recall(step.from, lastOf.get(step.from) ?? 0);
    else {
      const quoted =
        step.quote === undefined
          ? undefined
          : (await stage.after(0)).findLast(
              (post) => post.from === '小援' && post.chat === step.chat && post.text.startsWith(step.quote!),
            );
      if (step.quote !== undefined && !quoted)
        throw new Error(`line ${step.line}: the bot said nothing that begins with “${step.quote}”`);
      lastOf.set(step.from, await stage.say(step.chat, step.from, step.text, quoted?.n));
    }
    await stage.app.flush();
    const posts = await stage.after(seen);
    seen = posts.at(-1)?.n ?? seen;
    result.push({ line: step.line, said: bot(posts) });
  }
  return result;
}

/** What the transcript expects after each step of people. */
function expected(steps: readonly Step[]): Said[] {
  const result: Said[] = [];
  for (const step of steps) {
    if (step.kind === 'bot') result.at(-1)!.said.push(written(step));
    else result.push({ line: step.line, said: [] });
  }
  return result;
}

const sorted = (said: Said[]): Said[] => said.map((each) => ({ ...each, said: [...each.said].sort() }));

/** The conversation with what the bot really said. */
function rewrite(content: string, steps: readonly Step[], played: Said[]): string {
  const lines = content.split('\n');
  const botLines = new Set(
    steps
      .filter((step) => step.kind === 'bot')
      .flatMap((step) =>
        written(step)
          .split('\n')
          .map((_, i) => step.line + i),
      ),
  );
  const after = new Map(played.map(({ line, said }) => [line, said]));
  const own = new Map(
    steps.filter((step) => step.kind === 'say').map((step) => [step.line, step.text.split('\n').length]),
  );
  const result: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = i + 1;
    if (botLines.has(line)) continue;
    result.push(lines[i]!);
    const begin = [...own.keys()].findLast((start) => start <= line && line < start + own.get(start)!) ?? line;
    if (line === begin + (own.get(begin) ?? 1) - 1) result.push(...(after.get(begin) ?? []));
  }
  return result.join('\n');
}

describe('conversations', () => {
  it.each(files)('%s', async (file) => {
    const content = readFileSync(new URL(file, folder), 'utf8');
    const { steps } = parseTranscript(file, content);
    const first = steps[0];
    if (first?.kind !== 'clock') throw new Error(`${file} must begin with a time`);
    const stage = await newStage({ now: `${first.to}:00+08:00`, people });
    try {
      const played = await play(stage, steps);
      if (recorded === 'all' || (recorded && file.includes(recorded)))
        writeFileSync(new URL(file, folder), rewrite(content, steps, played));
      else expect(sorted(played)).toEqual(sorted(expected(steps)));
    } finally {
      await stage.close();
    }
  });
});
