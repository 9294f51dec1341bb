/** What the language model may answer, and what becomes of it. It only quotes; every value is read by our own readers. Pure. */
import { z } from 'zod';
import type { Situation } from '../chat/context.ts';
import type { Meaning, Ref, Slots } from '../chat/meaning.ts';
import { readActivity } from '../language/activity.ts';
import type { Line } from '../language/line.ts';
import { needSlots } from '../language/meanings/need.ts';
import type { Owner } from '../language/number.ts';
import { readParty } from '../language/party.ts';
import { dateSlots } from '../language/when.ts';
import { byHint, exists, sameRef } from '../language/which.ts';
import { withoutBrackets } from './hide.ts';
import { parsed } from './json.ts';

const quote = z.string().min(1).max(200);
const item = { number: quote.optional(), what: quote.optional(), time: quote.optional() };
const about = ['release', 'withdraw', 'progress', 'done', 'checkIn', 'checkOut'] as const;
const told = ['reportNeed', 'publish'] as const;
const asked = ['listActivities', 'listNeeds', 'mine', 'help'] as const;

/** What the model may suggest: nothing that decides over other people. */
export type Suggested = 'claim' | (typeof about)[number] | (typeof told)[number] | (typeof asked)[number];

const answerSchema = z.discriminatedUnion('does', [
  z.strictObject({
    does: z.literal('claim'),
    ...item,
    people: quote.optional(),
    who: z.array(quote).max(5).optional(),
  }),
  z.strictObject({ does: z.enum(about), ...item }),
  z.strictObject({ does: z.enum(told), time: quote.optional() }),
  z.strictObject({ does: z.enum(asked) }),
  z.strictObject({ does: z.literal('none') }),
]);
export type Answer = z.infer<typeof answerSchema>;

/** Enough for “是要…吗？”, never enough to act. */
export const confidence = 0.75;

/** The answer in what the model wrote, bare or fenced as a block of code; undefined when it has not just one of the shapes. */
export function readAnswer(written: string): Answer | undefined {
  const fenced = /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/.exec(written)?.[1];
  const answer = answerSchema.safeParse(parsed(fenced ?? written));
  return answer.success ? answer.data : undefined;
}

/** An answer whose quotes are put back in the words of the line; undefined when one does not stand there. */
function inWordsOf(line: Line, answer: Answer, restore: (quoted: string) => string): Answer | undefined {
  const text = withoutBrackets(line.original);
  const { does, ...quotes } = answer;
  const back: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries<string | string[] | undefined>(quotes)) {
    if (value === undefined) continue;
    const own = [value].flat().map((quoted) => restore(quoted).trim());
    if (own.some((part) => !part || !text.includes(part))) return undefined;
    back[name] = Array.isArray(value) ? own : own[0]!;
  }
  return answerSchema.parse({ does, ...back });
}

/** Owners whose numbers may name something that can be claimed: never a time, a door or a number of people. */
const naming: ReadonlySet<Owner> = new Set(['item', 'bare', 'nth']);

/** The items that a quoted number names, as our reader of numbers sees it where it stands; undefined when it names none. */
function refsIn(quoted: string, line: Line, s: Situation): Ref[] | undefined {
  const at = withoutBrackets(line.original).indexOf(quoted);
  const uses = line.uses.filter((use) => use.at < at + quoted.length && at < use.end);
  const refs = uses.flatMap((use): Ref[] => {
    if (!naming.has(use.owner) || use.value === undefined) return [];
    const shown = use.value > 0 ? s.lastPost?.refs[use.value - 1] : s.lastPost?.refs.at(use.value);
    if (use.owner === 'nth') return shown ? [shown] : [];
    return [use.shift ? { number: use.value, shift: use.shift } : { number: use.value }];
  });
  const different = refs.filter((ref, i) => refs.findIndex((other) => sameRef(other, ref)) === i);
  return different.length > 0 && different.every((ref) => exists(ref, s)) ? different : undefined;
}

/** What may be quoted about an item; a shape that has less of it leaves it out. */
type Quotes = Omit<Extract<Answer, { does: 'claim' }>, 'does'> & { does: Suggested };

/** What an answer about an item means; undefined when it quotes a number that names nothing. */
function aboutItem(answer: Exclude<Answer, { does: 'none' }>, line: Line, s: Situation): Meaning | undefined {
  const { does } = answer;
  const said: Quotes = answer;
  const refs = said.number === undefined ? undefined : refsIn(said.number, line, s);
  if (said.number !== undefined && !refs) return undefined;
  const described = said.what && s.items !== 'any' ? byHint(said.what, s.items) : [];
  const size = said.people === undefined ? undefined : readParty(said.people);
  const slots: Slots = {
    ...(refs ? { refs } : {}),
    ...(said.what ? { hint: said.what } : {}),
    ...(said.time ? dateSlots(said.time, line.now) : {}),
    ...(size === undefined ? {} : { partySize: size }),
    ...(said.who?.length ? { names: said.who } : {}),
  };
  const target = !refs && described.length === 1 ? { target: [described[0]!.ref] } : {};
  return { does, slots, confidence, ...target };
}

/**
 * What the model's answer means, to be asked about and never to be acted on.
 * @param restore puts back what was hidden from the model
 * @returns undefined when the answer says nothing, or anything that does not stand in the line
 */
export function meaningOf(
  answer: Answer,
  line: Line,
  s: Situation,
  restore: (quoted: string) => string,
): Meaning | undefined {
  const said = inWordsOf(line, answer, restore);
  if (!said || said.does === 'none') return undefined;
  const { does } = said;
  if (does !== 'reportNeed' && does !== 'publish') return aboutItem(said, line, s);
  const when = 'time' in said && said.time ? dateSlots(said.time, line.now) : {};
  if (does === 'publish') return { does, slots: { ...readActivity(line.text, line.now), ...when }, confidence };
  return { does, slots: { ...needSlots(line.text, line.now), ...when }, confidence };
}
