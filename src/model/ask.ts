/** When the language model is asked, how often, and what its answer may change: at most “是要…吗？” */
import { allowed, type Command } from '../chat/command.ts';
import { doubt, type Situation } from '../chat/context.ts';
import type { Meaning, Understanding } from '../chat/meaning.ts';
import { sureness } from '../chat/understand.ts';
import { toLocal } from '../clock/zone.ts';
import { readChain } from '../language/chain.ts';
import { isCourtesy } from '../language/courtesy.ts';
import { lineOf } from '../language/line.ts';
import { withoutMention } from '../language/normalise.ts';
import type { Log } from '../log.ts';
import { meaningOf, readAnswer } from './answer.ts';
import { hide } from './hide.ts';
import type { Model } from './model.ts';
import { instruction } from './wording.ts';

/**
 * Whether the model may be asked: what is spoken to the bot and lies between silence and certainty, or is a direct message
 * that the rules cannot read. Never talk in the group, and never while a dialogue waits, which “是要…吗？” would push aside.
 */
export function worthAsking({ meanings, act }: Understanding, text: string, s: Situation): boolean {
  const spokenTo = s.chat === 'direct' || s.mention;
  if (!spokenTo || act === 'act' || (s.question && s.question.dialogue !== doubt)) return false;
  if (isCourtesy(withoutMention(text, s.botName)) || readChain(text)) return false;
  const confidence = sureness(meanings);
  return confidence < 0.9 && (confidence >= 0.6 || s.chat === 'direct');
}

/**
 * The rules' understanding, or the question that the model's hint leads to. Looked at again where it is decided: what the
 * bot knew may have changed since the model was asked. What the speaker may not do, or not here, is no better than no hint.
 */
export function advised(
  understood: Understanding,
  hint: Meaning | undefined,
  text: string,
  s: Situation,
  commands: readonly Command[],
): Understanding {
  if (!hint || !worthAsking(understood, text, s)) return understood;
  const command = commands.find((c) => c.does === hint.does);
  if (!command || !allowed(command, s.role) || (command.where === 'direct' && s.chat === 'group')) return understood;
  return { meanings: [hint], act: 'ask' };
}

export interface Adviser {
  /**
   * What the model takes a text for; undefined when it says nothing useful, fails, or may not be asked any more. Never rejects.
   * @param names of people whom the program knows to stand in the text
   */
  advise(text: string, situation: Situation, names: readonly string[]): Promise<Meaning | undefined>;
}

/** Chats are handled side by side, a few at once: a slow model must leave some of these places to others. */
const atOnce = 2;

export interface AdviserOptions {
  model: Model;
  /** So many tries a day, counted in memory by this process alone: a restart begins anew. */
  dailyCap: number;
  /** Where the day begins at midnight. */
  zone: string;
  log: Log;
}

export function newAdviser({ model, dailyCap, zone, log }: AdviserOptions): Adviser {
  let day = '';
  let tries = 0;
  let busy = 0;

  /** Takes one of the day's tries, if there is one left. */
  function mayTry(now: Date): boolean {
    const today = toLocal(now, zone).slice(0, 10);
    if (today !== day) {
      day = today;
      tries = 0;
    }
    if (tries >= dailyCap || busy >= atOnce) return false;
    tries++;
    return true;
  }
  return {
    async advise(text, situation, names) {
      if (!mayTry(situation.now)) return undefined;
      busy++;
      try {
        const line = lineOf(withoutMention(text, situation.botName), situation.now);
        const { text: hidden, restore } = hide(line.original, names);
        const answer = readAnswer(await model.complete(instruction, hidden));
        if (!answer) log.warn('the language model’s answer has not the right shape');
        return answer && meaningOf(answer, line, situation, restore);
      } catch (error) {
        log.warn({ err: error }, 'the language model did not help');
        return undefined;
      } finally {
        busy--;
      }
    },
  };
}
