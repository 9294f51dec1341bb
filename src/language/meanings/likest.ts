/**
 * What a line is most like. Said to the bot and explained by no frame, it may still resemble what people usually say: pairs and
 * triples of characters, weighed by how rare they are. Never enough to act, only to ask whether it was meant. Pure.
 */
import type { Situation } from '../../chat/context.ts';
import type { Does, Meaning, Role } from '../../chat/meaning.ts';
import { workOf } from '../activity-words.ts';
import { isCourtesy } from '../courtesy.ts';
import type { Line } from '../line.ts';
import { refsOf } from '../which.ts';
import { needSlots } from './need.ts';
import { likely } from './reader.ts';
import { type Saying, sayings } from './sayings.ts';

/** Longer lines are stories, which resemble anything. */
const longest = 40;
/** How much more than nothing, and than the next meaning, speaks for a meaning that is worth a question. */
const enough = 9;
const lead = 3;
/** Of a group that a meaning never showed, so that one new pair decides nothing. */
const doubt = 0.05;

interface Model {
  /** In how many sayings a group of characters stands. */
  seen: Map<string, number>;
  of: Map<Does, Evidence>;
}

/** What speaks for one meaning. */
interface Evidence {
  /** How often it is meant at all. */
  weight: number;
  /** Of each group that its own sayings show. */
  shown: Map<string, number>;
  /** Of a group that only others show, by in how many sayings it stands. */
  unshown: Map<number, number>;
}

/** Numbers are all alike; marks and blanks part words. */
function plain(text: string): string {
  return text
    .replace(/[0-9]+|[一二两三四五六七八九十]+(?=[个点号分星天])/g, '#')
    .replace(/[\s,，。;；!！?？~…]+/g, ' ');
}

function groupsOf(text: string, role: Role): Set<string> {
  const said = `^${plain(text).trim()}$`;
  const groups = new Set([`role ${role}`]);
  for (let n = 1; n <= 3; n++) for (let i = 0; i + n <= said.length; i++) groups.add(said.slice(i, i + n));
  return groups;
}

function count(seen: Map<string, number>, groups: Iterable<string>): void {
  for (const group of groups) seen.set(group, (seen.get(group) ?? 0) + 1);
}

/** Rare groups that a meaning shares with the line count most. */
function evidence(here: number, seen: number): number {
  const anywhere = seen / sayings.length;
  return (Math.log(sayings.length / seen + 1) * Math.log(here / anywhere)) / 3;
}

function learn(from: readonly Saying[]): Model {
  const all = new Map<string, number>();
  const of = new Map<Does, { sayings: number; seen: Map<string, number> }>();
  for (const { says, means, by } of from) {
    const groups = groupsOf(says, by);
    const own = of.get(means) ?? { sayings: 0, seen: new Map<string, number>() };
    own.sayings++;
    count(own.seen, groups);
    count(all, groups);
    of.set(means, own);
  }
  const often = new Set(all.values());
  const model: Model = { seen: all, of: new Map() };
  for (const [means, own] of of) {
    const weigh = (here: number, seen: number) => evidence((here + doubt) / (own.sayings + 2 * doubt), seen);
    model.of.set(means, {
      weight: Math.log(own.sayings / sayings.length) / 2,
      shown: new Map([...own.seen].map(([group, here]) => [group, weigh(here, all.get(group)!)])),
      unshown: new Map([...often].map((seen) => [seen, weigh(0, seen)])),
    });
  }
  return model;
}

let learnt: Model | undefined;
/** What only leaders say is asked of nobody else. */
const ordered = new Set(sayings.map((saying) => saying.means));
for (const { means, by } of sayings) if (by !== 'leader') ordered.delete(means);

/** How much a line speaks for each meaning, the most first: rare groups that a meaning shares with the line count most. */
function weigh(model: Model, text: string, role: Role): { means: Does; weight: number }[] {
  const groups = [...groupsOf(text, role)].flatMap((group) => {
    const seen = model.seen.get(group);
    return seen === undefined ? [] : [[group, seen] as const];
  });
  return [...model.of]
    .map(([means, own]) => {
      let { weight } = own;
      for (const [group, seen] of groups) weight += own.shown.get(group) ?? own.unshown.get(seen)!;
      return { means, weight };
    })
    .sort((a, b) => b.weight - a.weight);
}

/** The meaning that a line to the bot most likely has, to be asked about; undefined when it is like nothing or like mere talk. */
export function likest(line: Line, s: Situation): Meaning | undefined {
  const text = line.text.trim();
  if (s.question || text.length < 2 || text.length > longest || isCourtesy(text)) return undefined;
  learnt ??= learn(sayings);
  const role = s.role === 'teamHead' ? 'leader' : s.role === 'unitContact' ? 'volunteer' : s.role;
  const [best, next] = weigh(learnt, text, role);
  if (
    !best ||
    best.means === 'chatter' ||
    (ordered.has(best.means) && role !== 'leader') ||
    best.weight < enough ||
    best.weight - (next?.weight ?? 0) < lead
  )
    return undefined;
  const refs = refsOf(line.whole, false);
  const hint = workOf(text);
  const slots = {
    ...(best.means === 'reportNeed' ? needSlots(text, line.now) : { text, ...line.times }),
    ...(refs.length > 0 ? { refs } : {}),
    ...(hint && refs.length === 0 ? { hint } : {}),
    ...(line.minutes ? { durationMin: line.minutes } : {}),
    ...(line.phone ? { phone: line.phone } : {}),
  };
  return { does: best.means, slots, confidence: likely };
}
