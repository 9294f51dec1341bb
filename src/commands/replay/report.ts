/** What was wrong, line by line, and the totals with the goals. Pure. */
import type { Judged, JudgedLine, Totals } from './judge.ts';

/** No wrong effect, at most one false word a day, nine of ten due answers. */
const mostFalseWords = 1;
const leastAnswered = 0.9;

const short = (text: string) => text.replace(/\s*\n\s*/g, ' / ');

function lineReport({ played, faults }: JudgedLine): string[] {
  if (faults.length === 0) return [];
  const { line, text, caused } = played;
  const { bot, what, effects } = line.expect;
  const wanted = effects.length > 0 ? ` ${JSON.stringify(effects)}` : '';
  return [
    `  ${line.n} ${line.at.slice(11, 16)} ${line.chat} ${line.from}: ${short(text)}`,
    `      expected: ${bot}${what ? ` (${what})` : ''}${wanted}`,
    ...faults.map((fault) => `      ${fault.kind}: ${fault.text}`),
    ...(caused.length === 0 ? ['      the bot said nothing'] : []),
    ...caused.map((post) => `      → ${post.to ?? 'group'}${post.sent ? '' : ' (not sent)'}: ${short(post.text)}`),
  ];
}

const percent = (part: number, whole: number) => (whole === 0 ? 100 : Math.round((1000 * part) / whole) / 10);

function totalsReport(t: Totals): string {
  return `wrong effects ${t.wrongEffects}, false words ${t.falseWords}, due answers ${t.answered}/${t.due} (${percent(t.answered, t.due)} %), end differs in ${t.end}${t.endAlone > 0 ? ` (${t.endAlone} without a line to blame)` : ''}`;
}

/** The report of one day. */
export function dayReport(judged: Judged): string {
  return [
    `${judged.name}: ${totalsReport(judged.totals)}`,
    ...judged.lines.flatMap(lineReport),
    ...judged.end.map(({ text }) => `  end: ${text}`),
  ].join('\n');
}

/** The totals of all days together. */
export function sum(days: readonly Judged[]): Totals {
  const add = (key: keyof Totals) => days.reduce((total, day) => total + day.totals[key], 0);
  return {
    wrongEffects: add('wrongEffects'),
    falseWords: add('falseWords'),
    due: add('due'),
    answered: add('answered'),
    end: add('end'),
    endAlone: add('endAlone'),
  };
}

/** The last line of the report. */
export function summary(days: readonly Judged[]): string {
  return `${days.length === 1 ? '1 day' : `${days.length} days`}: ${totalsReport(sum(days))}\n${goalsHold(days) ? 'the goals hold' : 'the goals do not hold'}`;
}

/** Whether the goals hold: effects and false words for every day, answers for all together. */
export function goalsHold(days: readonly Judged[]): boolean {
  const all = sum(days);
  return (
    all.wrongEffects === 0 &&
    all.endAlone === 0 &&
    days.every((day) => day.totals.falseWords <= mostFalseWords) &&
    (all.due === 0 || all.answered / all.due >= leastAnswered)
  );
}
