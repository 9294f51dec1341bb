/** Words and context in, meanings out. Pure: no database, no clock; the same line in the same situation means the same. */
import { workOf } from '../language/activity-words.ts';
import { isForeign, readChain } from '../language/chain.ts';
import { fold } from '../language/fold.ts';
import { type Line, lineOf } from '../language/line.ts';
import { changesSubject, readAnswer } from '../language/meanings/answer.ts';
import { candidates, choose } from '../language/meanings/choose.ts';
import { readDoor } from '../language/meanings/door.ts';
import { likest } from '../language/meanings/likest.ts';
import { readMore } from '../language/meanings/more.ts';
import { normalise, unquote, withoutMention } from '../language/normalise.ts';
import { dateSlots } from '../language/when.ts';
import { allowed, type Command } from './command.ts';
import type { Situation } from './context.ts';
import { readRefs } from './exact.ts';
import type { Meaning, Understanding } from './meaning.ts';

const silence: Meaning = { does: 'chatter', slots: {}, confidence: 0.9 };

/** How sure the surest meaning is; 0 for mere talk. */
export function sureness(meanings: readonly Meaning[]): number {
  return Math.max(...meanings.map((m) => (m.does === 'chatter' ? 0 : m.confidence)));
}

/** What follows from how sure we are, where it was said (language.md, “Bands”). */
function band(meanings: Meaning[], s: Situation): Understanding['act'] {
  const confidence = sureness(meanings);
  if (confidence >= 0.9) return 'act';
  const spokenTo = s.chat === 'direct' || s.mention;
  if (spokenTo) return 'ask';
  return 'silent';
}

const mayBeList = /接|group note/i;

const ours = /^[0-9]|[0-9] ?号|活动|志愿|报名|义务|参加|服务|集合|敬老|慰问|打扫|帮/;

/** A 接龙 written as text. A list for something else is left alone. */
function structured(text: string, s: Situation): Meaning | undefined {
  const list = readChain(text);
  if (!list) return undefined;
  if (isForeign(list, text) || list.entries.length === 0) return silence;
  const hint = workOf(list.title);
  // Where it is not known what is on, a title that speaks of no work is another matter.
  if (s.items === 'any' && list.title && !hint && !ours.test(list.title)) return silence;
  // A title that begins with a marked number, or is nothing but one, says for which activity the list is.
  const number = /^(?:活动)?[#№]?[0-9]{1,6} ?[A-Za-z]?号?$|^(?:活动)?[#№]?[0-9]{1,6}[A-D]?号(?=[\s:：活志]|任务)/.exec(
    list.title,
  )?.[0];
  const refs = number ? { refs: readRefs(number.replace(/^活动/, '')) } : {};
  const slots = { chain: list, ...refs, ...(hint ? { hint } : {}), ...dateSlots(list.title, s.now) };
  return { does: 'chain', slots, confidence: 0.95 };
}

/**
 * A form that ends in free words takes anything that begins like it: 帮助睡眠 is no call for help. Under other people's
 * talk the words must stand apart from the command.
 */
function apart(form: string, text: string, s: Situation): boolean {
  if (s.chat === 'direct' || s.mention || !/\{(?:text|name)\}/.test(form)) return true;
  const head = form.slice(0, form.indexOf('{')).trim();
  return head === '' || !/[\u4e00-\u9fff]/.test(text[head.length] ?? '');
}

/** Whether a documented form counts here: under other people's talk only what this speaker may do in this place. */
function heard(command: Command, s: Situation): boolean {
  return s.chat === 'direct' || s.mention || (command.where !== 'direct' && allowed(command, s.role));
}

type Form = readonly [Command, Command['forms'][number]];

/** The forms of commands in their order, by the character that a line begins with; under '' those that fit any beginning. */
function byBeginning(commands: readonly Command[]): Map<string, Form[]> {
  const all = commands.flatMap((command) => command.forms.map((form): Form => [command, form]));
  const beginnings = new Set(all.map(([, form]) => form.head.slice(0, 1)).concat(''));
  const fitting = (beginning: string) => all.filter(([, { head }]) => head === '' || head[0] === beginning);
  return new Map([...beginnings].map((beginning) => [beginning, fitting(beginning)]));
}
const forms = new WeakMap<readonly Command[], Map<string, Form[]>>();

function formsFor(text: string, commands: readonly Command[]): readonly Form[] {
  const known = forms.get(commands) ?? byBeginning(commands);
  forms.set(commands, known);
  return known.get(text.slice(0, 1)) ?? known.get('')!;
}

/** The documented forms: whole lines that always mean the same. The readers add what the form leaves as plain text. */
function exact(line: Line, s: Situation, commands: readonly Command[]): Meaning[] {
  for (const text of line.original === line.text ? [line.text] : [line.original, line.text])
    for (const [command, form] of formsFor(text, commands)) {
      const slots = heard(command, s) ? form.matchNormal(text) : undefined;
      if (!slots || !apart(form.form, text, s)) continue;
      const { does } = command;
      const read = candidates(line, s).filter((m) => m.does === does);
      if (read.length > 1 && slots.text) return read.map((m) => ({ ...m, confidence: 1 }));
      const target = slots.refs ? undefined : read[0]?.target;
      return [{ does, slots: { ...read[0]?.slots, ...slots }, confidence: 1, ...(target ? { target } : {}) }];
    }
  return [];
}

/**
 * Understands one message, in the order of language.md: structured, exact, the waiting question, then free text.
 * An emergency goes before everything that waits.
 * @param text the message as it came, with line breaks, without the quoted part (one written as text is taken apart)
 * @param situation what the bot knows just before
 * @param commands whose exact forms are tried first, in order
 */
export function understand(text: string, situation: Situation, commands: readonly Command[]): Understanding {
  const own = withoutMention(text, situation.botName);
  const line = lineOf(own, situation.now);
  const list = mayBeList.test(own)
    ? structured(fold(unquote(normalise(own.slice(0, 10_000))).own), situation)
    : undefined;
  if (list) return { meanings: [list], act: list.does === 'chatter' ? 'silent' : 'act' };
  const door = readDoor(line, situation);
  if (door) return { meanings: [door], act: 'act' };
  const said = exact(line, situation, commands);
  if (said.length > 0) return { meanings: said, act: 'act' };
  const free = choose(line, situation);
  const found = free.some((m) => m.slots.emergency) ? free : (answered(line, situation, free) ?? free);
  const more = readMore(line, situation, found);
  // Whoever speaks to the bot is rather asked than not heard.
  const spokenTo = situation.chat === 'direct' || situation.mention;
  const asking = found.length > 0 && sureness(found) < 0.9 && found === free;
  const guess = more ?? (spokenTo && (found.length === 0 || asking) ? likest(line, situation, asking) : undefined);
  const meanings = guess ? [guess] : found;
  if (meanings.length === 0) return { meanings: [silence], act: situation.mention ? 'ask' : 'silent' };
  const act = band(meanings, situation);
  const faint = act === 'silent' && meanings.every((m) => m.confidence < 0.6);
  return { meanings: faint ? [silence] : meanings, act };
}

/** The answer to the waiting question, unless the line is plainly about something else. */
function answered(line: Line, s: Situation, free: readonly Meaning[]): Meaning[] | undefined {
  const answer = readAnswer(line, s);
  if (!answer) return undefined;
  return s.question && changesSubject(s.question, free) ? undefined : [answer];
}
