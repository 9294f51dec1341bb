/** What is to be done with a piece, before anything is done: whose each line is, and what becomes of it. */
import { z } from 'zod';
import { toLocal } from '../../clock/zone.ts';
import { type Choice, choiceSchema, type Known, type Settled } from './desk.ts';
import { saidAlone } from './events.ts';
import { type Named, type NamesAsked, whoIs } from './names.ts';
import { readPiece } from './read.ts';
import type { Room } from './room.ts';
import { type Step, stepsOf } from './steps.ts';
import { ownTexts } from './tray.ts';
import { fields, mostLines, textLimit } from './wording.ts';

const places = z.array(z.int().min(0).max(mostLines)).default([]);

/** A piece as the page sends it, with what was chosen there. */
export const askedSchema = z.object({
  chat: z.enum(['group', 'direct'], { error: fields.chat }),
  text: z
    .string({ error: fields.text })
    .max(textLimit, { error: fields.tooLong })
    .transform((text) => text.replaceAll('\0', ''))
    .refine((text) => text.trim() !== '', { error: fields.text }),
  /** Whose words those are that stand under no name; in a direct chat all of them. */
  who: choiceSchema.optional(),
  /** The page's own mark of this piece: the same again is the same piece. */
  key: z.string({ error: fields.key }).min(1, { error: fields.key }).max(80, { error: fields.key }),
  names: z.record(z.string(), z.union([choiceSchema, z.literal('left')])).default({}),
  /** Lines that are not to be handled, and lines that are although they were before. */
  leave: places,
  again: places,
});
export type Asked = z.infer<typeof askedSchema>;

export interface Plan {
  steps: Step[];
  names: Named[];
  /** Names whose owner is kept with this piece. */
  settle: Settled[];
}

export async function planPiece(room: Room, asked: Asked): Promise<Plan> {
  const people = await room.desk.people();
  const settled = await room.desk.settledNames();
  const who = asked.who && accountOf(asked.who, people, settled);
  const chosen = who && asked.who ? { ...asked.names, [who]: asked.who } : asked.names;
  const naming = { people, settled, chosen };
  return asked.chat === 'direct' ? planAlone(room, asked, who, naming) : planGroup(room, asked, who, naming);
}

/** By which name somebody writes in the group: the one that was settled for them, or their own. */
function accountOf(who: Choice, people: readonly Known[], settled: ReadonlyMap<string, string>): string | undefined {
  if ('fresh' in who) return who.fresh;
  const named = [...settled].find(([, person]) => person === who.person)?.[0];
  return named ?? people.find(({ id }) => id === who.person)?.name;
}

/** What somebody said to the bot alone is one message, as it stands. */
function planAlone(room: Room, asked: Asked, who: string | undefined, naming: NamesAsked): Plan {
  const text = asked.text.trim();
  const line = { kind: 'said' as const, text };
  if (who === undefined) return { steps: [{ line, standing: 'nobody' }], names: [], settle: [] };
  const event = saidAlone({ id: `paste:d:${asked.key}`, name: who, text }, room.desk.now());
  const names = [whoIs(who, naming)];
  const steps: Step[] = [{ line, name: who, standing: 'fresh', event }];
  return { steps, names, settle: settling(names, 'resident') };
}

async function planGroup(room: Room, asked: Asked, who: string | undefined, naming: NamesAsked): Promise<Plan> {
  const { desk, db, communityId, botName, zone } = room;
  const now = desk.now();
  const local = toLocal(now, zone);
  const { lines: seen, recalled } = await desk.seen();
  const own = await ownTexts(db, communityId);
  const known = new Set([...naming.people.map(({ name }) => name), ...naming.settled.keys(), botName]);
  const lines = readPiece(asked.text, { now: local, known });
  const steps = stepsOf({ place: room, asked, now, local, seen, recalled, own, who }, lines);
  const names = [...new Set(steps.flatMap(namesIn))].map((name) => whoIs(name, naming));
  for (const step of steps) drop(step, names);
  const handled = new Set(steps.filter(({ standing }) => standing === 'fresh').flatMap(namesIn));
  const settle = settling(
    names.filter(({ name }) => handled.has(name)),
    'volunteer',
  );
  return { steps, names, settle };
}

/** Whoever is in the group is a volunteer until a leader says otherwise, whoever writes to the bot alone a resident. */
function settling(names: readonly Named[], role: 'volunteer' | 'resident'): Settled[] {
  return names.flatMap(({ name, how, choice }) =>
    choice && how !== 'settled' ? [{ account: name, choice, role }] : [],
  );
}

function namesIn({ line, name }: Step): string[] {
  return [...(name === undefined ? [] : [name]), ...(line.kind === 'join' ? line.names : [])];
}

/** Of a name that is left, or that nobody has chosen the owner of, nothing is handled. */
function drop(step: Step, names: readonly Named[]): void {
  if (step.standing !== 'fresh') return;
  const how = names.find(({ name }) => name === step.name)?.how;
  if (how === 'left') step.standing = 'left';
  else if (how === 'ask') step.standing = 'nobody';
  if (step.standing !== 'fresh') delete step.event;
}
