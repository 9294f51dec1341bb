/** Web WeChat's encoded text, read whole. Pure. */

const entities: { [name: string]: string } = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&nbsp;': ' ',
};

/** wechat4u decodes `&lt; &gt; <br/>` and emoji, but leaves `&amp;` and `&quot;` (wechat.md 4). */
export function decode(content: string): string {
  return content
    .replace(/<br\s*\/?>/g, '\n')
    .replace(/<img[^>]*text="([^"]*?)(?:_web)?"[^>]*>/g, '$1')
    .replace(/<span[^>]*class="emoji emoji([0-9a-f]+)"[^>]*><\/span>/gi, (_, code: string) => emoji(code))
    .replace(/&(?:lt|gt|amp|quot|apos|nbsp|#39);/g, (entity) => entities[entity] ?? entity)
    .replace(/\r\n?/g, '\n');
}

/** `1f604` is one code point, `1f1e81f1f3` (a flag) two, `0023fe0f` two short ones. */
function emoji(code: string): string {
  const parts =
    code.length === 10
      ? [code.slice(0, 5), code.slice(5)]
      : code.length === 8
        ? [code.slice(0, 4), code.slice(4)]
        : [code];
  const points = parts.map((part) => Number.parseInt(part, 16));
  return points.every((point) => point <= 0x10ffff) ? String.fromCodePoint(...points) : '';
}

/**
 * A room message begins with its sender's id and `:<br/>`. Only that is taken off; the puppet cuts at the first `:\n`
 * wherever it stands, and “需求:⏎地址:3栋” arrives as “需求” (wechat.md 1).
 */
export function stripSender(content: string): { sender?: string; body: string } {
  const found = /^(@[a-zA-Z0-9]+|[a-zA-Z0-9_-]+):<br\/>/.exec(content);
  return found?.[1] ? { sender: found[1], body: content.slice(found[0].length) } : { body: content };
}

/**
 * Whether one of these names is @-mentioned. WeChat puts U+2005 behind the name, people who type it by hand a space
 * or nothing at the end. Names may contain spaces; `@所有人` is nobody's name (wechat.md 5).
 */
export function mentions(text: string, names: string[]): boolean {
  return names
    .filter((name) => name.trim() && name !== '所有人')
    .some((name) => {
      for (let at = text.indexOf(`@${name}`); at >= 0; at = text.indexOf(`@${name}`, at + 1)) {
        if (/^(?:$|[\u2005\s，,：:])/.test(text.slice(at + 1 + name.length))) return true;
      }
      return false;
    });
}

/** A quoted reply in the form of plain text: 「名：原文」, a line of dashes, the reply. */
export function unfoldQuote(text: string): { name: string; quoted: string; own: string } | undefined {
  const found = /^「([^\n]+?)：([\s\S]*?)」\n(?:- ?){6,}\n([\s\S]*)$/.exec(text);
  if (!found) return undefined;
  const [, name = '', quoted = '', own = ''] = found;
  return { name, quoted, own };
}

/** Names in 「"甲、乙"」: people join in lots. */
const list = (names: string): string[] => names.split('、').filter(Boolean);

/** What a group's grey line says about people who came. `by` is empty when the bot's own account brought them. */
export function readJoin(line: string): { by: string; self: boolean; names: string[] } | undefined {
  const invited = /^(?:"(.+?)"|你)邀请(你?)(?:和)?(?:"(.+)")?加入了群聊/.exec(line);
  if (invited) return { by: invited[1] ?? '', self: invited[2] === '你', names: list(invited[3] ?? '') };
  const scanned = /^"\s?(.+?)"通过扫描(?:你|"(.+?)")分享的二维码加入群聊/.exec(line);
  return scanned ? { by: scanned[2] ?? '', self: false, names: list(scanned[1] ?? '') } : undefined;
}

/** The new name of a group, from the grey line about it. */
export const readRename = (line: string): string | undefined => /^(?:".+"|你)修改群名为“(.+)”$/.exec(line)?.[1];
