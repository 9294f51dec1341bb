/**
 * What a line is most like. Said to the bot and explained by no frame, it may still resemble what people usually say: pairs and
 * triples of characters, weighed by how rare they are. Never enough to act, only to ask whether it was meant. Pure.
 */
import type { Situation } from '../../chat/context.ts';
import type { Does, Meaning, Ref, Role } from '../../chat/meaning.ts';
import { workOf } from '../activity-words.ts';
import { isCourtesy } from '../courtesy.ts';
import type { Line } from '../line.ts';
import { refsOf } from '../which.ts';
import { needSlots } from './need.ts';
import { likely } from './reader.ts';
import { type Saying, sayings } from './sayings.ts';

/** Longer lines are stories, which resemble anything. */
const longest = 40;
/** 呃那个啥: nothing is said yet. */
const hesitates = /^(?:呃|嗯|额|唔|那个?|这个?|啥|就是|啊|哦|诶|欸|咋说|怎么说|[\s,，。.…~?？])+$/;
/** How much more than nothing, and than the next meaning, speaks for a meaning that is worth a question. */
const enough = 4;
const lead = 2;
/** And than a rule that is not sure. */
const clearLead = 10;
/** Of a group that a meaning never showed, so that one new pair decides nothing. */
const doubt = 0.05;

/** The sayings of one meaning: how many they are, and in how many of them a group of characters stands. */
interface Own {
  means: Does;
  sayings: number;
  seen: Map<string, number>;
}

interface Model {
  /** In how many sayings a group stands. */
  seen: Map<string, number>;
  of: readonly Own[];
  /** What a group says for each meaning, in their order; worked out when a line first has it. */
  evidence: Map<string, readonly number[]>;
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

function learn(from: readonly Saying[]): Model {
  const seen = new Map<string, number>();
  const of = new Map<Does, Own>();
  for (const { says, means, by } of from) {
    const groups = groupsOf(says, by);
    const own = of.get(means) ?? { means, sayings: 0, seen: new Map<string, number>() };
    own.sayings++;
    count(own.seen, groups);
    count(seen, groups);
    of.set(means, own);
  }
  return { seen, of: [...of.values()], evidence: new Map() };
}

/** How much a group speaks for each meaning: rare groups that a meaning shares with the line count most. */
function evidenceOf(model: Model, group: string): readonly number[] | undefined {
  const known = model.evidence.get(group);
  const all = model.seen.get(group);
  if (known || all === undefined) return known;
  const anywhere = all / sayings.length;
  const each = model.of.map((own) => {
    const here = ((own.seen.get(group) ?? 0) + doubt) / (own.sayings + 2 * doubt);
    return (Math.log(sayings.length / all + 1) * Math.log(here / anywhere)) / 3;
  });
  model.evidence.set(group, each);
  return each;
}

let learnt: Model | undefined;
/** What only leaders say is asked of nobody else. */
const ordered = new Set(sayings.map((saying) => saying.means));
for (const { means, by } of sayings) if (by !== 'leader') ordered.delete(means);

/** What residents do not do. */
const ofHelpers: ReadonlySet<Does> = new Set(['done', 'checkIn', 'checkOut']);

/** How much a line speaks for each meaning, the most first. */
function weigh(model: Model, text: string, role: Role): { means: Does; weight: number }[] {
  const weights = model.of.map((own) => Math.log(own.sayings / sayings.length) / 2);
  for (const group of groupsOf(text, role)) {
    const each = evidenceOf(model, group);
    if (each) for (let i = 0; i < each.length; i++) weights[i]! += each[i]!;
  }
  return model.of.map(({ means }, i) => ({ means, weight: weights[i]! })).sort((a, b) => b.weight - a.weight);
}

/** The one thing of the speaker's that a meaning can only be about. */
function aboutOf(does: Does, s: Situation): Ref[] | undefined {
  const held = s.holds !== 'any' && s.holds.length === 1 ? s.holds : undefined;
  const reported = s.reported.length === 1 ? s.reported : undefined;
  if (does === 'release' || does === 'checkIn' || does === 'done') return held;
  if (does === 'checkOut') return s.served ?? held;
  if (does === 'mine' || does === 'progress' || does === 'withdraw') return reported;
  return does === 'rate' ? (s.served ?? reported) : undefined;
}

/** The meaning that a line to the bot most likely has, to be asked about; undefined when it is like nothing or like mere talk. */
export function likest(line: Line, s: Situation, clearly = false): Meaning | undefined {
  const text = line.text.trim();
  if (s.question || text.length < 2 || text.length > longest || isCourtesy(text) || hesitates.test(text))
    return undefined;
  learnt ??= learn(sayings);
  const role = s.role === 'teamHead' ? 'leader' : s.role === 'unitContact' ? 'volunteer' : s.role;
  const allowed = weigh(learnt, text, role).filter(
    ({ means }) => (role === 'leader' || !ordered.has(means)) && !(role === 'resident' && ofHelpers.has(means)),
  );
  const [best, next] = allowed;
  // A question about seats is none for a seat.
  if (clearly && line.mood.question && best?.means === 'claim') return undefined;
  if (
    !best ||
    best.means === 'chatter' ||
    best.weight < enough ||
    best.weight - (next?.weight ?? 0) < (clearly ? clearLead : lead)
  )
    return undefined;
  const refs = refsOf(line.whole, false);
  const hint = workOf(text);
  const about = aboutOf(best.means, s);
  const slots = {
    ...(best.means === 'reportNeed' ? needSlots(text, line.now) : { text, ...line.times }),
    ...(refs.length > 0 ? { refs } : {}),
    ...(hint && refs.length === 0 ? { hint } : {}),
    ...(line.minutes ? { durationMin: line.minutes } : {}),
    ...(line.phone ? { phone: line.phone } : {}),
  };
  return { does: best.means, slots, confidence: likely, ...(about && refs.length === 0 ? { target: about } : {}) };
}
