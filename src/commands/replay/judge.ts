/** Judges a day that was played: silence where it was right, answers where they were due, effects, and the end. Pure. */
import { names } from './book.ts';
import { changesBetween, unasked } from './changes.ts';
import type { DayLine, Effect } from './day.ts';
import { verdictOf } from './effects.ts';
import { type Difference, endDifferences } from './end.ts';
import type { Played, PlayedDay } from './player.ts';
import type { Caused } from './state.ts';

export interface Fault {
  /** `false word`, `no answer`, `no question`, `missing`, `wrong effect`, `leak`, `number`. */
  kind: 'false word' | 'no answer' | 'no question' | 'missing' | 'wrong effect' | 'leak' | 'number';
  text: string;
}

export interface JudgedLine {
  played: Played;
  faults: Fault[];
}

export interface Judged {
  name: string;
  lines: JudgedLine[];
  end: Difference[];
  totals: Totals;
}

export interface Totals {
  wrongEffects: number;
  falseWords: number;
  due: number;
  answered: number;
  /** Differences at the end, and those of them that do not follow from an answer that is missing. */
  end: number;
  endAlone: number;
}

/** How far the effects of one line may be from the line that the day gives them to. */
const reach = 3;
const asks = /[?？]|回“|发“|吗|请说|哪/;

/** Answers to a line: what it made the bot say in the chat of the line or to the speaker. */
function answersTo(played: Played): Caused[] {
  const { line, caused } = played;
  return caused.filter(({ to, sent }) => sent && (to === line.from || (to === null && line.chat === 'group')));
}

function speaking(played: Played): Fault[] {
  const { line, caused } = played;
  const answers = answersTo(played);
  if (line.expect.bot === 'silent')
    return caused.some(({ sent }) => sent) ? [{ kind: 'false word', text: 'silence was right' }] : [];
  if (line.expect.bot === 'either') return [];
  // A leader may confirm in private what was written in the group, and a reply to a direct line may be the group's post.
  if (answers.length === 0 && !caused.some(({ to, sent }) => sent && to === null))
    return [{ kind: 'no answer', text: `${line.expect.bot === 'ask' ? 'a question' : 'an answer'} was due` }];
  if (line.expect.bot === 'ask' && !caused.some(({ text }) => asks.test(text)))
    return [{ kind: 'no question', text: 'a question was due' }];
  return [];
}

/** Lines near this one whose effects may have come with it: the next ones of the same speaker, and those that wait for a yes. */
function nearby(lines: readonly Played[], index: number): Effect[] {
  const { line } = lines[index]!;
  const earlier = waitingFor(lines, index).flatMap((played) => played.line.expect.effects);
  const later =
    line.expect.bot === 'silent'
      ? []
      : lines
          .slice(index + 1)
          .filter((played) => played.line.from === line.from)
          .slice(0, reach)
          .flatMap((played) => played.line.expect.effects);
  return [...line.expect.effects, ...earlier, ...later];
}

/** The lines before an `either` line of the same speaker whose effects it may confirm. */
function waitingFor(lines: readonly Played[], index: number): Played[] {
  const { line } = lines[index]!;
  if (line.expect.bot !== 'either') return [];
  return lines
    .slice(0, index)
    .filter((played) => played.line.from === line.from)
    .slice(-1);
}

/** The state in which the effects of a line must hold: after it, or after the `either` line that confirms it. */
function statesFor(lines: readonly Played[], index: number): Played['after'][] {
  const { line, after } = lines[index]!;
  const next = lines.slice(index + 1).find((played) => played.line.from === line.from);
  return next?.line.expect.bot === 'either' ? [after, next.after] : [after];
}

function effectFaults(day: PlayedDay, index: number): Fault[] {
  const { lines, book } = day;
  const { line, before, after } = lines[index]!;
  const faults: Fault[] = [];
  for (const effect of line.expect.effects) {
    const verdicts = statesFor(lines, index).map((state) => verdictOf(effect, state, book));
    const verdict = verdicts.find(({ is }) => is === 'holds') ?? verdicts[0]!;
    if (verdict.is === 'missing') faults.push({ kind: 'missing', text: verdict.why });
    if (verdict.is === 'wrong') faults.push({ kind: 'wrong effect', text: verdict.why });
  }
  for (const change of unasked(changesBetween(before, after), line, nearby(lines, index), book))
    faults.push({ kind: 'wrong effect', text: change.text });
  return faults;
}

/** The number of what was published or filed must stand in what the bot said, or nobody could use it. */
function numberFaults(day: PlayedDay, played: Played): Fault[] {
  const items = played.line.expect.effects.flatMap((effect) =>
    'publish' in effect
      ? [effect.publish.item, ...(effect.publish.shifts ?? []).map((shift) => shift.item)]
      : 'need' in effect
        ? [effect.need.item]
        : [],
  );
  return items.flatMap((item): Fault[] => {
    const number = day.book.get(item);
    const told = day.said.some((message) => number !== undefined && names(message.text, number));
    return number !== undefined && !told ? [{ kind: 'number', text: `nobody was told the number of {${item}}` }] : [];
  });
}

function leaks(day: PlayedDay, line: DayLine, n: number): Fault[] {
  return line.expect.notContain
    .filter((words) => day.said.some((post) => post.chat === 'group' && post.n > n && post.text.includes(words)))
    .map((words) => ({ kind: 'leak', text: `the group read ${words}` }));
}

/** What an effect is about, for tracing a difference at the end to it. */
function subjects(effect: Effect): string[] {
  const about = Object.values(effect)[0] as { item?: string; about?: string };
  return [about.item, about.about].filter((name) => name !== undefined);
}

/** Judges a day. */
export function judge(day: PlayedDay): Judged {
  const lines = day.lines.map((played, index): JudgedLine => {
    const faults = [
      ...speaking(played),
      ...effectFaults(day, index),
      ...numberFaults(day, played),
      ...leaks(day, played.line, played.n),
    ];
    return { played, faults };
  });
  const end = endDifferences(day.day.end, day.end, day.book);
  const failed = lines.filter(({ faults }) => faults.length > 0);
  const explained = new Set(failed.flatMap(({ played }) => played.line.expect.effects.flatMap(subjects)));
  const due = lines.filter(({ played }) => ['reply', 'ask'].includes(played.line.expect.bot));
  const count = (kinds: Fault['kind'][]) =>
    lines.flatMap(({ faults }) => faults).filter(({ kind }) => kinds.includes(kind)).length;
  return {
    name: day.day.name,
    lines,
    end,
    totals: {
      wrongEffects: count(['wrong effect', 'leak']),
      falseWords: count(['false word']),
      due: due.length,
      answered: due.filter(({ faults }) => faults.length === 0).length,
      end: end.length,
      endAlone: end.filter(({ about }) => !explained.has(about)).length,
    },
  };
}
