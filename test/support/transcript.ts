/**
 * Conversations that a team head can read, and that run as tests (test/conversations/*.md). The form:
 *
 *     # title
 *     ## 2026-11-25 10:00                   the clock moves there; what falls due on the way is said
 *     - 【群】王芳：我来                      somebody writes in the group
 *     - 【群】王芳「小援：…」：我来            … quoting a post of the bot that begins so
 *     - 【私】赵书记：发布活动 …               somebody writes to the bot alone
 *     - 【撤回】王芳                          takes back the last message
 *     - 【群】小援：…                         what the bot says next in the group
 *     - 【私】小援→王芳：…                    what the bot says to 王芳
 *
 * A line break inside a message is written as a line that begins with two blanks. Every line of the bot is expected just
 * there; several in a row may come in any order. Other text is for readers and counts as nothing.
 */
import { parse } from 'node:path';

export type Step =
  | { kind: 'clock'; to: string; line: number }
  | { kind: 'say'; chat: 'group' | 'direct'; from: string; text: string; quote?: string; line: number }
  | { kind: 'recall'; from: string; line: number }
  | { kind: 'bot'; chat: 'group' | 'direct'; to?: string; text: string; line: number };

export interface Transcript {
  title: string;
  steps: Step[];
}

const bot = '小援';
const head = /^- 【(群|私)】([^：:→「]{1,20})(?:→([^：「]{1,20}))?(?:「小援：(.+?)」)?：(.*)$/;

export function parseTranscript(file: string, content: string): Transcript {
  const steps: Step[] = [];
  let title = parse(file).name;
  let open: { text: string } | undefined;
  const lines = content.split('\n');
  for (const [index, raw] of lines.entries()) {
    const line = index + 1;
    // An empty line belongs to a message when the message goes on after it.
    if (open && raw === '' && /^ {2}\S/.test(lines[index + 1] ?? '')) {
      open.text += '\n';
      continue;
    }
    if (open && /^ {2}\S/.test(raw)) {
      open.text += `\n${raw.slice(2)}`;
      continue;
    }
    open = undefined;
    const said = head.exec(raw);
    if (raw.startsWith('# ')) title = raw.slice(2);
    else if (/^## \d{4}-/.test(raw)) steps.push({ kind: 'clock', to: raw.slice(3, 19).replace(' ', 'T'), line });
    else if (raw.startsWith('- 【撤回】')) steps.push({ kind: 'recall', from: raw.slice(6).trim(), line });
    else if (said) {
      const chat = said[1] === '群' ? 'group' : 'direct';
      const step: Step =
        said[2] === bot
          ? { kind: 'bot', chat, ...(said[3] ? { to: said[3] } : {}), text: said[5]!, line }
          : { kind: 'say', chat, from: said[2]!, text: said[5]!, ...(said[4] ? { quote: said[4] } : {}), line };
      steps.push(step);
      open = step;
    } else if (raw.startsWith('- 【')) throw new Error(`${file}:${line}: this line is of no known form`);
  }
  return { title, steps };
}

/** What the bot said, written in the form of a transcript. */
export function written(post: { chat: 'group' | 'direct'; to?: string | undefined; text: string }): string {
  const text = post.text.replace(/\n/g, '\n  ');
  return post.chat === 'group' ? `- 【群】${bot}：${text}` : `- 【私】${bot}→${post.to}：${text}`;
}
