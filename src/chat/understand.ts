/** Words and context in, meanings out. Pure: no database, no clock; the same line in the same situation means the same. */
import { normalise } from '../language/normalise.ts';
import type { Command } from './command.ts';
import type { Situation } from './context.ts';
import type { Understanding } from './meaning.ts';

/**
 * Understands one message.
 * @param text the message as it came, with line breaks, without the quoted part
 * @param situation what the bot knows just before
 * @param commands whose exact forms are tried first, in order
 */
export function understand(text: string, situation: Situation, commands: readonly Command[]): Understanding {
  const line = normalise(text.replace(new RegExp(`@${situation.botName}[\\u2005\\s]?`, 'g'), ''));
  for (const command of commands)
    for (const form of command.forms) {
      const slots = form.match(line);
      if (slots) return { meanings: [{ does: command.does, slots, confidence: 1 }], act: 'act' };
    }
  return { meanings: [{ does: 'chatter', slots: {}, confidence: 0.9 }], act: 'silent' };
}
