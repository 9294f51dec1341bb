/** One group as dates and times: which day it is when today's time is over, and which half of the day an hour means. */
import { addDays, addMinutes, atMinutes, weekday } from './calendar.ts';
import type { Group } from './group.ts';
import { isOpen, minutesOf, partEnd, untilMinutes } from './half-day.ts';
import type { Day, PartOfDay, Scene } from './piece.ts';
import { firstOccurrence, type Rule } from './rule.ts';

export interface Resolved {
  start: string;
  end: string | null;
  dates: string[];
  part?: PartOfDay;
  rule?: Rule;
}

interface Span {
  start: number;
  end?: number;
}

const HALF = 720;
const EVENING_NOW = 18 * 60;

/** Minutes after midnight of the first hour and of the end, as if nothing were over. */
function hoursOf(group: Group): Span | undefined {
  if (!group.hour) return undefined;
  const { clock, part } = group.hour;
  const start = minutesOf(clock, part) + (group.nextNight ? 1440 : 0);
  if (!group.until) return { start };
  const { until } = group;
  const end = group.lastDay
    ? minutesOf(until.clock, until.part ?? (until.clock.exact ? undefined : part))
    : untilMinutes(until.clock, until.part, start, part);
  return { start, end };
}

/** 八点 said at ten in the morning of today is the evening; a range that still runs stays. */
function inOtherHalf(group: Group, span: Span, scene: Scene): Span {
  const { minutes } = scene.now;
  if (!group.hour || !isOpen(group.hour.clock, group.hour.part) || scene.past || !isOver(span, minutes)) return span;
  if (span.start < 7 * 60 || span.start + HALF < minutes || span.start >= 13 * 60) return span;
  if (span.start >= HALF && minutes < EVENING_NOW) return span;
  if (group.until && !isOpen(group.until.clock, group.until.part)) return span;
  return span.end === undefined ? { start: span.start + HALF } : { start: span.start + HALF, end: span.end + HALF };
}

function isOver(span: Span, minutes: number): boolean {
  return span.start < minutes && (span.end === undefined || span.end <= minutes);
}

/** True when what is said of today (an hour or a part of it) is over. */
function todayIsOver(group: Group, span: Span | undefined, scene: Scene): boolean {
  if (span) return span.start < scene.now.minutes;
  return group.part !== undefined && scene.now.minutes >= partEnd(group.part);
}

function rolled(day: Day, group: Group, span: Span | undefined, scene: Scene): string {
  const over = day.named === 'weekday' && !scene.past && day.date === scene.now.date && todayIsOver(group, span, scene);
  return over ? addDays(day.date, 7) : day.date;
}

function withTime(date: string, span: Span | undefined): { start: string; end: string | null } {
  if (!span) return { start: date, end: null };
  return { start: atMinutes(date, span.start), end: span.end === undefined ? null : atMinutes(date, span.end) };
}

/** 周一到周五每天 is a weekly rule of those days. */
function ruleOf(group: Group): Rule | undefined {
  const { rule, days, lastDay } = group;
  const first = days[0];
  if (rule?.freq !== 'DAILY' || rule.interval || !first || !lastDay || first.named !== 'weekday') return rule;
  const weekdays: number[] = [];
  for (let d = weekday(first.date); d <= weekday(lastDay.date); d++) weekdays.push(d);
  return weekdays.length > 0 ? { freq: 'WEEKLY', weekdays } : rule;
}

/** The last day of a range; null when it lies before the first (国庆到明天), which nobody means. */
function lastDate(group: Group, first: string): string | null {
  const last = group.lastDay;
  if (!last) return null;
  if (last.date >= first) return last.date;
  return last.named === 'weekday' ? addDays(last.date, 7) : null;
}

function resolveRule(group: Group, rule: Rule, span: Span | undefined, scene: Scene): Resolved {
  const { date } = scene.now;
  const base = group.days[0]?.date ?? (group.period && group.period.start > date ? group.period.start : date);
  const first = firstOccurrence(rule, base);
  const skip = first === date && todayIsOver(group, span, scene);
  const day = skip ? firstOccurrence(rule, addDays(date, 1)) : first;
  const found = withTime(day, span);
  return {
    start: found.start,
    end: found.end ?? (span || rule !== group.rule ? null : lastDate(group, day)),
    dates: [],
    rule,
  };
}

/** 上午去了, 八点到过: told of today, not planned for tomorrow. */
const TOLD = /[去来到做修扫送陪看办吃打聊摔走洗买帮][了过](?![吗没])/;

function resolveUnmarked(group: Group, span: Span | undefined, scene: Scene): Resolved {
  const { date, minutes } = scene.now;
  const told = scene.past || TOLD.test(scene.text);
  const over = !told && (span ? isOver(span, minutes) : todayIsOver(group, span, scene));
  return { ...withTime(over ? addDays(date, 1) : date, span), dates: [] };
}

function resolveDays(group: Group, span: Span | undefined, scene: Scene): Resolved {
  const dates = [...new Set(group.days.map((day) => rolled(day, group, span, scene)))].sort();
  const first = dates[0]!;
  const found = { ...withTime(first, span), dates: dates.length > 1 ? dates : [] };
  if (!group.lastDay) return found;
  const last = lastDate(group, first);
  if (last === null) return found;
  const end = span?.end === undefined ? last : atMinutes(last, span.end);
  return { ...found, end, dates: [] };
}

function resolvePeriod(group: Group, span: Span | undefined): Resolved {
  const { start, end } = group.period!;
  const last = lastDate(group, start) ?? end;
  return span ? { ...withTime(start, span), dates: [] } : { start, end: last, dates: [] };
}

/** What a group says, whatever its role in the sentence. */
export function resolveGroup(group: Group, scene: Scene): Resolved {
  if (group.moment) return { start: group.moment, end: null, dates: [] };
  const said = hoursOf(group);
  const today =
    group.days.length === 0
      ? !group.period && !group.rule
      : group.days[0]!.named === 'relative' && group.days[0]!.date === scene.now.date;
  const span = said && today ? inOtherHalf(group, said, scene) : said;
  const rule = ruleOf(group);
  const found = rule
    ? resolveRule(group, rule, span, scene)
    : group.days.length > 0
      ? resolveDays(group, span, scene)
      : group.period
        ? resolvePeriod(group, span)
        : resolveUnmarked(group, span, scene);
  return group.part !== undefined && !group.allDay && !span ? { ...found, part: group.part } : found;
}

/** A length of time after an hour gives the end that nobody named. */
export function withLength(found: Resolved, minutes: number | undefined): Resolved {
  if (minutes === undefined || found.end !== null || found.start.length !== 16) return found;
  return { ...found, end: addMinutes(found.start, minutes) };
}
