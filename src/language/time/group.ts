/** Pieces that belong together make a group: 周六 上午 9点 到 11点. A piece that does not fit begins the next group. */
import { addDays, mondayOf, weekday } from './calendar.ts';
import { numberAfter } from './date.ts';
import { type Joint, jointOf } from './joint.ts';
import type { Clock, Day, Meaning, PartOfDay, Piece } from './piece.ts';
import type { Rule } from './rule.ts';

export interface Hour {
  clock: Clock;
  part: PartOfDay | undefined;
}

export interface Group {
  from: number;
  to: number;
  days: Day[];
  /** The last day of 周一到周三. */
  lastDay?: Day;
  period?: Extract<Meaning, { kind: 'period' }>;
  part?: PartOfDay;
  /** 上午和下午: more than one part, so none is shown. */
  allDay?: true;
  /** 今晚凌晨一点: the small hours after that evening. */
  nextNight?: true;
  hour?: Hour;
  untilPart?: PartOfDay;
  until?: Hour;
  rule?: Rule;
  moment?: string;
  /** A list mark stands between the group before and this one. */
  listed: boolean;
}

type Grow<K extends Meaning['kind']> = (group: Group, meaning: Extract<Meaning, { kind: K }>, joint: Joint) => boolean;

/** A linked day takes what it does not say itself from the day before it. */
function carry(previous: Day, day: Day, range: boolean): Day {
  if (day.named === 'number') {
    if (previous.named === 'weekday') return day;
    return { ...day, date: numberAfter(previous.date, +day.date.slice(8, 10)) ?? day.date };
  }
  if (day.named === 'weekday' && previous.fixedWeek) {
    const date = addDays(mondayOf(previous.date), weekday(day.date) - 1);
    return { date: date > previous.date ? date : addDays(date, 7), named: 'exact', fixedWeek: true };
  }
  if (day.named === 'weekday' && range) {
    const steps = (weekday(day.date) - weekday(previous.date) + 7) % 7;
    return { date: addDays(previous.date, steps === 0 ? 7 : steps), named: 'weekday' };
  }
  if (day.named === 'month-day' && day.date < previous.date) {
    const date = `${+day.date.slice(0, 4) + 1}${day.date.slice(4)}`;
    return { ...day, date };
  }
  return day;
}

/** 28号周六, 明天（周二）: the same day named twice; the more exact naming stays. */
function namesAgain(days: Day[], day: Day, joint: Joint): boolean {
  const last = days.at(-1)!;
  if (days.some((d) => d.date === day.date)) return true;
  if (joint !== 'touch' || days.length > 1 || last.named === day.named) return false;
  const exactness = ['exact', 'month-day', 'relative', 'festival', 'number', 'weekday'];
  if (last.named !== 'weekday' && day.named !== 'weekday') return false;
  if (exactness.indexOf(day.named) < exactness.indexOf(last.named) && !last.fixedWeek) days[days.length - 1] = day;
  return true;
}

const growDay: Grow<'day'> = (group, { day }, joint) => {
  const last = group.days.at(-1);
  if (joint === 'to') {
    if (group.lastDay || !(last || group.period)) return false;
    group.lastDay = last ? carry(last, day, true) : day;
    return true;
  }
  if (group.lastDay || group.rule) return false;
  if (!last) {
    if (group.period) return within(group, group.period, day);
    if (group.hour && joint !== 'touch' && joint !== 'and') return false;
    group.days.push(day);
    return true;
  }
  if (joint === 'touch' && namesAgain(group.days, day, joint)) return true;
  if (group.hour || group.part) return false;
  const carried = carry(last, day, false);
  if (!namesAgain(group.days, carried, joint)) group.days.push(carried);
  return true;
};

/** 下周的周六, 12月的5号, 周末周六: the day inside the stretch. */
function within(group: Group, period: Extract<Meaning, { kind: 'period' }>, day: Day): boolean {
  if (group.hour) return false;
  const inside = { ...day };
  if (day.named === 'weekday' && (period.span === 'week' || period.span === 'weekend')) {
    inside.date = addDays(mondayOf(period.start), weekday(day.date) - 1);
    inside.named = 'exact';
    inside.fixedWeek = true;
  }
  if (day.named === 'number' && period.span === 'month') inside.date = period.start.slice(0, 8) + day.date.slice(8);
  delete group.period;
  group.days.push(inside);
  return true;
}

const growPart: Grow<'part'> = (group, { part }, joint) => {
  if (joint === 'to' || (group.until === undefined && group.lastDay && group.hour)) {
    group.untilPart = part;
    return true;
  }
  if (group.hour) return false;
  if (group.part !== undefined && joint === 'and') {
    group.allDay = true;
    return true;
  }
  if (group.part === 'evening' && part === 'dawn') group.nextNight = true;
  if (group.part === undefined || group.nextNight) group.part = part;
  return true;
};

const growClock: Grow<'clock'> = (group, { clock }, joint) => {
  if (group.hour === undefined && joint !== 'to') {
    group.hour = { clock, part: group.part };
    return true;
  }
  const crossing =
    group.hour !== undefined && (joint === 'to' || group.untilPart !== undefined || group.lastDay !== undefined);
  if (!crossing || group.until) return false;
  group.until = { clock, part: group.untilPart };
  return true;
};

const growPeriod: Grow<'period'> = (group, period, joint) => {
  if (joint === 'to' && group.days.length > 0 && !group.lastDay) {
    group.lastDay = { date: period.end, named: 'exact' };
    return true;
  }
  if (group.days.length > 0 || group.hour || group.rule) return false;
  if (group.period && joint !== 'touch') return false;
  group.period = period;
  return true;
};

const growRule: Grow<'recur'> = (group, { rule }) => {
  if (group.rule || group.hour) return false;
  group.rule = rule;
  return true;
};

const growMoment: Grow<'moment'> = (group, { at }) => {
  if (group.moment || group.days.length > 0 || group.hour || group.part || group.period) return false;
  group.moment = at;
  return true;
};

function fits(group: Group, piece: Piece, joint: Joint): boolean {
  if (joint === 'far' || group.moment !== undefined) return false;
  switch (piece.kind) {
    case 'day':
      return growDay(group, piece, joint);
    case 'part':
      return growPart(group, piece, joint);
    case 'clock':
      return growClock(group, piece, joint);
    case 'period':
      return growPeriod(group, piece, joint);
    case 'recur':
      return growRule(group, piece, joint);
    case 'moment':
      return growMoment(group, piece, joint);
    case 'length':
      return false;
  }
}

/** Groups in order of the text. Lengths of time are no members: they belong to whatever hour stands before them. */
export function groupPieces(text: string, pieces: Piece[]): Group[] {
  const groups: Group[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'length') continue;
    const last = groups.at(-1);
    const joint = last ? jointOf(text, last.to, piece.from) : 'far';
    if (last && fits(last, piece, joint)) {
      last.to = piece.to;
      continue;
    }
    const group: Group = { from: piece.from, to: piece.to, days: [], listed: joint === 'and' || joint === 'touch' };
    fits(group, piece, 'touch');
    groups.push(group);
  }
  return groups;
}
