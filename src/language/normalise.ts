/** One way of writing for everything that readers and exact forms look at. Pure. */

import { match, replaced, says } from './says.ts';

/** Black and white circled digits have no half-width form in Unicode, and a key cap hides its digit behind a mark. */
const oddDigits = /\u20e3|[\u2776-\u2793\u2795\ufe62]|\ud83d\udd1f/;

function plainDigits(text: string): string {
  if (!says(oddDigits, text)) return text;
  return text
    .replace(/[\u2776-\u277f\u2780-\u2789\u278a-\u2793]/g, (c) => String(((c.charCodeAt(0) - 0x2776) % 10) + 1))
    .replace(/([0-9#*])\u20e3/g, '$1')
    .replace(/\u{1f51f}/gu, '10')
    .replace(/[\u2795\ufe62]/g, '+');
}

const unseen = /\ufe0e|\ufe0f|\u200d|[\u200b\u200c\u200e\u200f\u2060\ufeff]/g;
const returns = /\r\n?/g;
const blanks = /[^\S\n]+/g;
/** Where nothing but single plain blanks stands, there is nothing to replace. */
const oddBlanks = /[^\S\n ]| {2}/;
/** Only Chinese characters, ASCII without breaks, and 。、: all that remains to be done is about blanks. */
const settled = /^[\u4e00-\u9fff\x20-\x7e。、]*$/;
const aroundBreaks = / ?\n ?/g;

/** Full width to half width, all kinds of blanks to one, emoji digits to digits, no blank at the ends; line breaks stay. */
export function normalise(text: string): string {
  if (settled.test(text)) return (text.includes('  ') ? text.replace(blanks, ' ') : text).trim();
  const plain = plainDigits(replaced(replaced(text.normalize('NFKC'), unseen, ''), returns, '\n'));
  return replaced(oddBlanks.test(plain) ? plain.replace(blanks, ' ') : plain, aroundBreaks, '\n').trim();
}

/** A quoted reply, as WeChat writes it when it is forwarded as text: 「名：原文」, a line of dashes, the reply. */
const quotedReply = /^「([^:：」]{1,30})[:：]([\s\S]*?)」\n(?:[-—－ ]{5,}\n)?([\s\S]+)$/;

/** Takes a quoted reply apart; `own` is what the speaker wrote now, and the only part that may act. */
export function unquote(text: string): { own: string; quoted?: { name: string; text: string } } {
  const reply = match(quotedReply, text);
  if (!reply) return { own: text };
  return { own: reply[3]!.trim(), quoted: { name: reply[1]!.trim(), text: reply[2]!.trim() } };
}

const mentions = new Map<string, RegExp>();

/** Takes away the @-mention of the bot, wherever it stands. Mentions of other people stay. */
export function withoutMention(text: string, botName: string): string {
  if (!text.includes('@') && !text.includes('＠')) return text;
  let pattern = mentions.get(botName);
  if (!pattern) {
    const name = botName.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    pattern = new RegExp(`[@＠]${name}[\\u2005\\s,，:：、]*`, 'g');
    mentions.set(botName, pattern);
  }
  return text.replace(pattern, ' ').trim();
}

/** Wording → what it becomes. */
export const wordings: readonly (readonly [string, string])[] = [
  ['１３６ ００００', '136 0000'],
  ['③', '3'],
  ['❸', '3'],
  ['➂', '3'],
  ['3️⃣', '3'],
  ['🔟', '10'],
  ['➕１', '+1'],
  ['认领　３', '认领 3'],
  ['  一 \r\n 二 ', '一\n二'],
  ['报名：3', '报名:3'],
];
