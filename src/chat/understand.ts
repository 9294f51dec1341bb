/** Words and context in, meanings out. Pure: no database, no clock; the same line in the same situation means the same. */
import { isForeign, readChain } from '../language/chain.ts';
import { fold } from '../language/fold.ts';
import { type Line, lineOf } from '../language/line.ts';
import { readAnswer } from '../language/meanings/answer.ts';
import { choose } from '../language/meanings/choose.ts';
import { normalise, unquote, withoutMention } from '../language/normalise.ts';
import type { Command } from './command.ts';
import type { Situation } from './context.ts';
import type { Meaning, Understanding } from './meaning.ts';

const silence: Meaning = { does: 'chatter', slots: {}, confidence: 0.9 };

/** What follows from how sure we are, where it was said (language.md, “Bands”). */
function band(meanings: Meaning[], s: Situation): Understanding['act'] {
  const confidence = Math.max(...meanings.map((m) => (m.does === 'chatter' ? 0 : m.confidence)));
  if (confidence >= 0.9) return 'act';
  const spokenTo = s.chat === 'direct' || s.mention;
  if (spokenTo) return 'ask';
  return 'silent';
}

/** A 接龙 written as text. A list for something else is left alone. */
function structured(text: string): Meaning | undefined {
  const list = readChain(text);
  if (!list) return undefined;
  if (isForeign(list, text) || list.entries.length === 0) return silence;
  return { does: 'chain', slots: { chain: list }, confidence: 0.95 };
}

/** The documented forms: whole lines that always mean the same. */
function exact(line: Line, commands: readonly Command[]): Meaning | undefined {
  for (const text of new Set([line.original, line.text]))
    for (const command of commands)
      for (const form of command.forms) {
        const slots = form.match(text);
        if (slots) return { does: command.does, slots, confidence: 1 };
      }
  return undefined;
}

/**
 * Understands one message, in the order of language.md: structured, exact, the waiting question, then free text.
 * @param text the message as it came, with line breaks, without the quoted part (one written as text is taken apart)
 * @param situation what the bot knows just before
 * @param commands whose exact forms are tried first, in order
 */
export function understand(text: string, situation: Situation, commands: readonly Command[]): Understanding {
  const own = withoutMention(text, situation.botName);
  const line = lineOf(own, situation.now);
  const whole = unquote(normalise(own.slice(0, 10_000))).own;
  const list = structured(fold(whole));
  if (list) return { meanings: [list], act: list.does === 'chatter' ? 'silent' : 'act' };
  const form = exact(line, commands);
  if (form) return { meanings: [form], act: 'act' };
  const answer = readAnswer(line, situation);
  const meanings = answer ? [answer] : choose(line, situation);
  if (meanings.length === 0) return { meanings: [silence], act: situation.mention ? 'ask' : 'silent' };
  return { meanings, act: band(meanings, situation) };
}
