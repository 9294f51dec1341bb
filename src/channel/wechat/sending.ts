/** One message out: picture first, then the text in pieces that WeChat takes, each within its own time limit. */
import { existsSync } from 'node:fs';
import { type Adapter, within } from './adapter.ts';
import type { Failure, Message, Result } from './protocol.ts';

/** WeChat's clients take about 2,000 characters; the web client checks nothing. wechat.md 15. */
const LONGEST = 1500;

/** Splits at line ends; a single line that is too long is cut between characters. */
export function split(text: string, longest = LONGEST): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const line of text.split('\n').flatMap((whole) => cut(whole, longest))) {
    if (piece && piece.length + 1 + line.length > longest) {
      pieces.push(piece);
      piece = line;
    } else piece = piece ? `${piece}\n${line}` : line;
  }
  if (piece.trim()) pieces.push(piece);
  return pieces;
}

/** Never between the two halves of an emoji. */
function cut(line: string, longest: number): string[] {
  if (line.length <= longest) return [line];
  const parts: string[] = [];
  let part = '';
  for (const character of line) {
    if (part.length + character.length > longest) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

/** `@name` and U+2005 is what WeChat's own clients write; it reads well and lights up for the person. */
export function withMentions({ chat, text, mention = [] }: Message): string {
  if (chat.kind !== 'group' || mention.length === 0) return text;
  return `${mention.map(({ name }) => `@${name}\u2005`).join('')}${text}`;
}

/**
 * Sends to one chat one after the other, in the order they were given, and to different chats side by side: a send
 * that hangs must not hold up an alarm to somebody else.
 * @param limit for each part, in ms
 */
export function sender(adapter: Adapter, limit: number): (message: Message) => Promise<Result> {
  const tails = new Map<string, Promise<Result>>();
  return (message) => {
    const { id } = message.chat;
    const before: Promise<unknown> = tails.get(id) ?? Promise.resolve();
    const mine = before.then(() => sendAll(adapter, message, limit));
    tails.set(id, mine);
    void mine.finally(() => tails.get(id) === mine && tails.delete(id));
    return mine;
  };
}

/** Sends all of it or stops at the first failure. Once a part is out, a failure is `unknown`: a repeat would say it twice. */
async function sendAll(adapter: Adapter, message: Message, limit: number): Promise<Result> {
  const { picture, chat } = message;
  const uploaded = picture ? await upload(adapter, chat.id, picture, limit) : undefined;
  if (typeof uploaded === 'object') return uploaded;
  const texts = split(withMentions(message)).map((text) => () => adapter.sendText(chat.id, text));
  const steps = uploaded ? [() => adapter.sendPicture(chat.id, uploaded), ...texts] : texts;
  if (steps.length === 0) return { outcome: 'refused', reason: 'there is nothing to send', retry: false };
  let id: string | undefined;
  for (const [done, step] of steps.entries()) {
    try {
      id = await within(limit, step());
    } catch (error) {
      const result = adapter.outcomeOf(error);
      if (done === 0 || result.outcome === 'unknown') return result;
      const reason = `${done} of ${steps.length} parts were sent, then: ${result.reason}`;
      return { outcome: 'unknown', reason, ...(result.slow && { slow: true }) };
    }
  }
  return { outcome: 'sent', ...(id !== undefined && { id }), ...(steps.length > 1 && { parts: steps.length }) };
}

/** As long as it is only uploaded nobody has seen it: whatever goes wrong, it may be tried again. */
async function upload(adapter: Adapter, chatId: string, file: string, limit: number): Promise<string | Failure> {
  if (!existsSync(file)) return { outcome: 'refused', reason: 'the picture is not there', retry: false };
  try {
    return await within(limit * 3, adapter.upload(chatId, file));
  } catch (error) {
    const result = adapter.outcomeOf(error);
    return result.outcome === 'refused' ? result : { outcome: 'refused', reason: result.reason, retry: true };
  }
}
