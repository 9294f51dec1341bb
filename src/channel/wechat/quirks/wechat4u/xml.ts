/** The XML of app messages (MsgType 49) and of recalls (10002). Pure. */
import type { Chain } from '../../../../chat/message.ts';
import { decode } from './text.ts';

/** The text inside the first `<name>`, decoded once; CDATA is taken as it stands. */
function tag(xml: string, name: string): string {
  const inner = new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`).exec(xml)?.[1] ?? '';
  const cdata = /^\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*$/.exec(inner);
  return cdata?.[1] ?? decode(inner);
}

/** Without its inner blocks that bear tags of the same names (`type`, `content`, `title`). */
const without = (xml: string, name: string) => xml.replace(new RegExp(`<${name}>[\\s\\S]*?</${name}>`), '');

export interface AppMessage {
  type: number;
  title: string;
  quote?: { name: string; text: string; id: string };
  chain?: Chain;
}

/**
 * @param content the message's content without the sender in front, still encoded
 * @param saidAt stands for a 接龙 entry's own time where that cannot be read
 */
export function readApp(content: string, saidAt: string): AppMessage | undefined {
  const xml = decode(content);
  const app = /<appmsg[\s\S]*<\/appmsg>/.exec(xml)?.[0];
  if (!app) return undefined;
  const own = without(without(app, 'refermsg'), 'solitaire_info');
  const type = Number(tag(own, 'type'));
  const title = decode(tag(own, 'title'));
  if (type === 57) return { type, title, quote: readQuote(tag(app, 'refermsg') || app) };
  if (type === 53) return { type, title, chain: readChain(title, tag(app, 'solitaire_info'), saidAt) };
  return { type, title };
}

/** What a quoted message is when it is no text, by its MsgType. */
const kinds: { [type: string]: string } = { 3: '[图片]', 34: '[语音]', 43: '[视频]', 47: '[表情]', 48: '[位置]' };

function readQuote(refer: string): { name: string; text: string; id: string } {
  const type = tag(refer, 'type');
  const content = tag(refer, 'content');
  const text = type === '49' ? decode(tag(decode(content), 'title')) : (kinds[type] ?? decode(content));
  return { name: decode(tag(refer, 'displayname')), text, id: tag(refer, 'svrid') };
}

/**
 * A native 接龙. Its text is the title; `<tt>` and each entry's `<r>` are ranges in it, `start-length` in UTF-16 units;
 * `<u>` is who wrote the entry and `<t>` when, in seconds.
 */
function readChain(text: string, solitaire: string, saidAt: string): Chain {
  const range = (given: string) => {
    const [start = 0, length = 0] = given.split('-').map(Number);
    return text.slice(start, start + length).trim();
  };
  const entries = [...solitaire.matchAll(/<i>([\s\S]*?)<\/i>/g)].map(([, entry = '']) => ({
    account: tag(entry, 'u'),
    at: timeOf(tag(entry, 't')) ?? saidAt,
    text: range(tag(entry, 'r')),
  }));
  const title = range(tag(solitaire, 'tt')) || (text.split('\n')[0] ?? '');
  return { title, entries: entries.filter((entry) => entry.text !== '') };
}

function timeOf(seconds: string): string | undefined {
  const date = new Date(Number(seconds) * 1000);
  return /^\d+$/.test(seconds) && !Number.isNaN(+date) ? date.toISOString() : undefined;
}

/** The ids that a recall may mean (clients differ in which one is the MsgId) and the grey line that stands instead. */
export function readRecall(content: string): { ids: string[]; line: string } | undefined {
  const xml = decode(content);
  if (!xml.includes('type="revokemsg"')) return undefined;
  const ids = ['newmsgid', 'msgid', 'oldmsgid'].map((name) => tag(xml, name)).filter(Boolean);
  return { ids, line: decode(tag(xml, 'replacemsg')) };
}
