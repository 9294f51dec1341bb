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
 * What a group's grey line says about people who came: `names` is one name or several with 、 between them (a name may
 * hold a 、 itself). `by` is empty when the bot's own account brought them; `self` that it came along.
 */
export function readJoin(line: string): { by: string; self: boolean; names: string } | undefined {
  const invited = /^(?:"(.+?)"|你)邀请(你?)(?:和)?(?:"(.+)")?加入了群聊/.exec(line);
  if (invited) return { by: invited[1] ?? '', self: invited[2] === '你', names: invited[3] ?? '' };
  const scanned = /^"\s?(.+?)"通过扫描(?:你|"(.+?)")分享的二维码加入群聊/.exec(line);
  return scanned ? { by: scanned[2] ?? '', self: false, names: scanned[1] ?? '' } : undefined;
}

/** The new name of a group, from the grey line about it. */
export const readRename = (line: string): string | undefined => /^(?:".+"|你)修改群名为“(.+)”$/.exec(line)?.[1];

/** Who put the bot out of the group, from the grey line about it. */
export const readThrownOut = (line: string): string | undefined => /^你被"(.*)"移出群聊/.exec(line)?.[1];
