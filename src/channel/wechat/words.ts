/** What can be read from a message's own text, whichever puppet brought it. Pure. */

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
