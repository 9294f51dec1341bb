/**
 * Lines as people write them, labelled like those of the `understand` command: what they ask for, and that the bot acts
 * in the group exactly when it should. The last check is on shares, since a few slots may be read in two ways.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { understand } from '../../src/chat/understand.ts';
import { type Labelled, rightIntent, slotShare } from '../../src/commands/eval-score.ts';
import { inputSchema, outputOf, situationOf } from '../../src/commands/understand-line.ts';
import { commands } from '../../src/features.ts';

const labels = readFileSync(new URL('lines.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): Labelled => JSON.parse(line));

function say(label: Labelled) {
  const line = inputSchema.parse(label);
  const situation = situationOf(line);
  return outputOf(line, situation, understand(line.text, situation, commands));
}

const pairs = labels.map((label) => [label, say(label)] as const);

test.each(pairs.map(([label, said]) => [`${label.channel} ${label.ctx ?? ''} ${label.text}`, label, said] as const))(
  '%s',
  (_, label, said) => {
    expect(said.intent, `${said.intent}, wanted ${label.intent}`).toSatisfy(() => rightIntent(label, said));
    if (label.channel === 'group' && !label.mention) expect(said.act === 'act').toBe(label.intent !== 'chatter');
  },
);

describe('slots', () => {
  test.each([
    ['activityNo', 0.97],
    ['phone', 1],
    ['place', 0.97],
    ['partySize', 0.95],
    ['date', 0.93],
    ['durationMin', 0.95],
  ])('%s is read', (name, share) => {
    const { right, of } = slotShare(pairs, name);
    expect(right / of).toBeGreaterThanOrEqual(share);
  });
});
