/** A message may speak of several times: which is the event, which the deadline, and what completes what. */
import { addDays } from './calendar.ts';
import type { Group } from './group.ts';
import type { Piece, Scene } from './piece.ts';
import { type Resolved, resolveGroup, withLength } from './resolve.ts';
import { closes, isDeadline, isOpenEnded, isWithin, shiftDay, weight } from './roles.ts';

export type Chosen = { role: 'event'; found: Resolved } | { role: 'deadline'; end: string; part?: Resolved['part'] };

const SENTENCE_MARK = /[,，。;；!！?？\n]/;

function best(groups: Group[], scene: Scene): Group | undefined {
  let chosen: Group | undefined;
  let most = -1;
  for (const group of groups) {
    const sum = weight(group, scene);
    if (sum > most) {
      chosen = group;
      most = sum;
    }
  }
  return chosen;
}

const hasDay = (group: Group): boolean =>
  group.days.length > 0 || group.period !== undefined || group.rule !== undefined;

function takeHour(group: Group, from: Group): void {
  const { hour, until } = from;
  if (!hour) return;
  group.hour = { clock: hour.clock, part: hour.part ?? (hour.clock.exact ? undefined : group.part) };
  if (until) group.until = until;
}

function takeDay(group: Group, from: Group): void {
  group.days = from.days;
  if (from.lastDay) group.lastDay = from.lastDay;
  if (from.period) group.period = from.period;
  if (from.rule) group.rule = from.rule;
  if (group.hour && !group.hour.part && !group.hour.clock.exact && from.part) group.hour.part = from.part;
  if (group.part === undefined && from.part) group.part = from.part;
}

/** The chosen group with what other groups add: the hour in the next clause, the day in the one before, the closing hour. */
function completed(main: Group, others: Group[], scene: Scene): Group {
  const group = { ...main };
  if (group.moment) return group;
  if (!hasDay(group)) {
    const day = best(
      others.filter((other) => hasDay(other) && !other.hour && !other.moment),
      scene,
    );
    if (day) takeDay(group, day);
  } else if (!group.hour) {
    const hour = others.find((other) => other.hour && !hasDay(other) && !closes(other, scene.text));
    if (hour) takeHour(group, hour);
  }
  if (!group.hour && !group.part) {
    const near = others.find(
      (other) =>
        other.part &&
        !other.hour &&
        !hasDay(other) &&
        other.from >= group.to &&
        sameClause(group.to, other.from, scene.text),
    );
    if (near?.part) group.part = near.part;
  }
  if (group.rule && group.days.length === 0) {
    const base = others.find((other) => other.days.length > 0 && isOpenEnded(other, scene.text));
    if (base) group.days = base.days;
  }
  if (group.hour && !group.until) {
    const close = others.find(
      (other) => other.hour && other.from > group.from && !hasDay(other) && closes(other, scene.text),
    );
    if (close?.hour) group.until = close.hour;
  }
  return group;
}

function sameClause(from: number, to: number, text: string): boolean {
  return to - from <= 12 && !SENTENCE_MARK.test(text.slice(from, to));
}

/** 周六上午和周日下午: further days right behind, each with an hour of its own, are dates of the same thing. */
function listedDates(main: Group, groups: Group[], scene: Scene): string[] {
  const dates: string[] = [];
  for (
    let i = groups.indexOf(main) + 1;
    i > 0 && i < groups.length && groups[i]!.listed && groups[i]!.days.length > 0;
    i++
  ) {
    dates.push(...groups[i]!.days.map((day) => day.date));
    if (dates.length > 31) break;
  }
  return main.days.length > 0 && !main.lastDay && !main.rule && !isDeadline(main, scene.text) ? dates : [];
}

function lengthAfter(group: Group, pieces: Piece[]): number | undefined {
  const found = pieces.find((piece) => piece.kind === 'length' && piece.from >= group.from);
  return found?.kind === 'length' ? found.minutes : undefined;
}

function deadlineOf(groups: Group[], scene: Scene): Chosen {
  const main = best(groups, scene)!;
  const group = completed(
    main,
    groups.filter((other) => other !== main),
    scene,
  );
  const found = resolveGroup(group, scene);
  const { period } = group;
  const end =
    period && !group.hour ? (isWithin(main, scene.text) ? period.end : addDays(period.start, -1)) : found.start;
  return { role: 'deadline', end, ...(found.part === undefined ? {} : { part: found.part }) };
}

/** The one time that a message is about, or undefined when it names none. */
export function choose(groups: Group[], scene: Scene): Chosen | undefined {
  const { text } = scene;
  for (const group of groups) shiftDay(group, text);
  const deadlines = groups.filter((group) => isDeadline(group, text) && !closes(group, text));
  const due = new Set(deadlines);
  const events = groups.filter((group) => !due.has(group));
  const main = best(events, scene);
  const inPassing =
    main &&
    !main.hour &&
    !main.part &&
    !(main.period && main.period.start > scene.now.date) &&
    !main.rule &&
    (main.days.length > 0 || main.period) &&
    main.days.every((day) => day.date <= scene.now.date);
  if (deadlines.length > 0 && (!main || inPassing)) return deadlineOf(deadlines, scene);
  if (!main) return undefined;
  const group = completed(
    main,
    events.filter((other) => other !== main),
    scene,
  );
  const found = withLength(resolveGroup(group, scene), group.hour ? lengthAfter(main, scene.pieces) : undefined);
  const dates = [...new Set([...found.dates, ...listedDates(main, groups, scene), found.start.slice(0, 10)])].sort();
  const open = group.period && !group.hour && isOpenEnded(main, text);
  return { role: 'event', found: { ...found, dates: dates.length > 1 ? dates : [], end: open ? null : found.end } };
}
