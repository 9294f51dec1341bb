/** A situation from the marks of a wording: channel, role and what the bot knows. */
import type { Situation } from '../../src/chat/context.ts';
import { roles } from '../../src/chat/meaning.ts';
import { inputSchema, situationOf } from '../../src/commands/understand-line.ts';
import type { Wording } from '../../src/language/meanings/reader.ts';

/** 2026-11-25 is a Wednesday. */
const now = '2026-11-25T09:00:00+08:00';

export function placed(wording: Wording): { text: string; situation: Situation } {
  const marks = (wording.in ?? '').split(' ').filter(Boolean);
  const mention = marks.includes('@');
  const role = roles.find((r) => marks.includes(r)) ?? 'volunteer';
  const ctx = marks.filter((m) => m !== '@' && m !== 'direct' && m !== role);
  const text = mention ? `@志愿小助手 ${wording.says}` : wording.says;
  const line = { id: 0, channel: marks.includes('direct') ? 'direct' : 'group', mention, role, now, text, ctx };
  return { text, situation: situationOf(inputSchema.parse(line)) };
}
