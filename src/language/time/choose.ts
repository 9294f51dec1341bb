/** A message may speak of several times: which is the event, which the deadline, and what completes what. */
import { addDays } from './calendar.ts';
import type { Group } from './group.ts';
import { after, before, type Piece, type Scene } from './piece.ts';
import { type Resolved, resolveGroup, withLength } from './resolve.ts';

export type Chosen = { role: 'event'; found: Resolved } | { role: 'deadline'; end: string; part?: Resolved['part'] };

const DEADLINE_AFTER =
  /^[\s)）]*(?:的时候)?(?:之前|以前|前(?![后面往台门排头期天夕者方三两几十\d])|报名?截止|截止|为止|止(?!痛|血)|之内|以内|内(?![容部科]))/;
const WITHIN_AFTER = /^[\s)）]*(?:之内|以内|内|(?:报名?)?截止|为止|止)/;
const DEADLINE_BEFORE =
  /(?:截止(?:时间|日期)?(?:到|至|是|为|于|在)?|截至|截止报名时?间?|报名到|报到|最晚|最迟|不晚于|不迟于|不超过|赶在|务必在)\s*[:：]?\s*$/;
const OPEN_AFTER = /^\s*(?:起|开始|以后|之后|后(?![天面勤])|往后)/;
const CLOSES_AFTER =
  /^\s*(?:之?前|左右)?(?:就|能|可以|准时|全部)?(?:结束|散|完(?!成后)|收工|收摊|收队|下课|撤|关门|收尾|闭馆|返回|回来|打烊)/;
const SENTENCE_MARK = /[,，。;；!！?？\n]/;

function isDeadline(group: Group, text: string): boolean {
  if (group.lastDay || group.until) return false;
  return DEADLINE_AFTER.test(after(text, group.to)) || DEADLINE_BEFORE.test(before(text, group.from, 12));
}

/** How much a group tells; what is past or plainly today is often only in passing. */
function weight(group: Group, scene: Scene): number {
  const { date } = scene.now;
  const day = group.days[0];
  let sum =
    (group.hour ? 2 : 0) +
    (group.rule ? 1.5 : 0) +
    (group.period ? 0.6 : 0) +
    (group.part ? 0.5 : 0) +
    (group.moment ? 2 : 0);
  if (!day) return sum;
  const timed = group.hour !== undefined || group.part !== undefined;
  if (day.date < date && !scene.past) return sum + 0.4;
  return sum + (!timed && day.date === date && day.named === 'relative' ? 0.8 : 1);
  return sum;
}

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
    const base = others.find((other) => other.days.length > 0 && OPEN_AFTER.test(after(scene.text, other.to)));
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

function closes(group: Group, text: string): boolean {
  return CLOSES_AFTER.test(after(text, group.to));
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
  const inside =
    WITHIN_AFTER.test(after(scene.text, main.to)) || DEADLINE_BEFORE.test(before(scene.text, main.from, 12));
  const end = period && !group.hour ? (inside ? period.end : addDays(period.start, -1)) : found.start;
  return { role: 'deadline', end, ...(found.part === undefined ? {} : { part: found.part }) };
}

/** The one time that a message is about, or undefined when it names none. */
export function choose(groups: Group[], scene: Scene): Chosen | undefined {
  const { text } = scene;
  const closing = (group: Group) => group.hour !== undefined && closes(group, text);
  const deadlines = groups.filter((group) => isDeadline(group, text) && !closing(group));
  const due = new Set(deadlines);
  const events = groups.filter((group) => !due.has(group));
  const main = best(events, scene);
  const onlyToday =
    main &&
    !main.hour &&
    !main.part &&
    !main.period &&
    !main.rule &&
    main.days.length > 0 &&
    main.days.every((day) => day.date <= scene.now.date);
  if (deadlines.length > 0 && (!main || onlyToday)) return deadlineOf(deadlines, scene);
  if (!main) return undefined;
  const group = completed(
    main,
    events.filter((other) => other !== main),
    scene,
  );
  const found = withLength(resolveGroup(group, scene), group.hour ? lengthAfter(main, scene.pieces) : undefined);
  const dates = [...new Set([...found.dates, ...listedDates(main, groups, scene), found.start.slice(0, 10)])].sort();
  const open = group.period && !group.hour && OPEN_AFTER.test(after(text, main.to));
  return { role: 'event', found: { ...found, dates: dates.length > 1 ? dates : [], end: open ? null : found.end } };
}
