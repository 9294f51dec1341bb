/** A piece of group chat as a phone or a computer copies it: who said what, and when. Pure. */
import { isPreamble, type Notice, readNotice } from './notices.ts';
import { isRule, unfold } from './quote.ts';
import { readDay, readStamp, readTimedHead } from './when.ts';

export type Line = { at?: string } & (
  | {
      kind: 'said';
      /** As it stands in the group; absent when the piece does not tell. */
      name?: string;
      text: string;
      quote?: { name: string; text: string };
    }
  | Notice
);

export interface Reading {
  /** Local time of the community, `YYYY-MM-DDTHH:mm`: what “昨天” and a bare “10:23” are measured by. */
  now: string;
  /** Names that are surely names: those who are known, as they stand in the group. */
  known: ReadonlySet<string>;
}

/** Words before a colon, or before a time, that are never anybody's name: parts of a notice. */
const label =
  /^(?:时间|日期|地点|地址|位置|集合|集合地点|集合时间|活动|内容|主题|标题|名称|人数|名额|需要|要求|说明|备注|注意|注意事项|温馨提示|提示|提醒|通知|公告|紧急通知|电话|手机|联系人|联系电话|联系方式|负责人|带队|领队|报名|报名方式|报名截止|截止|费用|对象|需求|情况|原因|建议|问题|答|问|另|另外|例如|比如|如|注|附|共|合计|名单|签到|签退|开始|结束|上午|下午|早上|晚上|中午|今天|明天|后天|昨天|大家好|各位|各位邻居|你好|您好|收到|回复|谢谢|http|https|ftp|Re|FW|To|From|Cc|Subject)$/i;
const ending =
  /(?:时间|地点|开始|结束|集合|出发|截止|签到|上午|下午|早上|晚上|中午|明天|后天|今天|周[一二三四五六日]|星期[一二三四五六日]|[从到至约])$/;
/** Marks that a sentence, a list or a quote begins with or holds, and a name does not. */
const unlike = /^(?:[「『【《[({<（"“'‘#＃@＠*•·—-]|\d{1,3}[.、．)）]|\d+$)|[，。！？；!?;…\n\t「」【】]|\/\//;

function isName(text: string, known: ReadonlySet<string>): boolean {
  if (label.test(text)) return false;
  if (known.has(text)) return true;
  return text.length > 0 && [...text].length <= 20 && !ending.test(text) && !unlike.test(text);
}

const list = /^[#＃]?\s?(?:接[龙龍]|Group Note)/i;
/** A quote of more rows than this was never closed. */
const longestQuote = 20;
const entry = /^\d{1,3}\s?[.、．)）]/;

/** A message that is being read. */
interface Open {
  name?: string;
  at?: string;
  /** Begins with the first row that is not blank. */
  body: string[];
  /** A quote has begun and its bracket has not closed: until then nothing in it is a head. */
  quoting?: boolean;
  /** It is a list of names, of which none has come yet. */
  title?: boolean;
}

interface State {
  lines: Line[];
  open?: Open | undefined;
  /** The last day and the last time that stood between messages. */
  day?: string | undefined;
  stamp?: string | undefined;
  /** Heads of this piece carry times, so a colon makes no head. */
  timed: boolean;
}

/**
 * Reads a piece. What stands under no name is one message of nobody: whoever pastes says whose it is.
 * Takes time in proportion to the length of the text, and never throws.
 */
export function readPiece(text: string, reading: Reading): Line[] {
  const rows = text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u200b\u200e\u200f\u2060\ufeff\0]/g, '')
    .split('\n')
    .map((row) => row.trimEnd());
  const state: State = { lines: [], timed: rows.some((row) => timedHead(row.trim(), undefined, reading)) };
  for (const row of rows) readRow(row, state, reading);
  close(state);
  return state.lines;
}

function timedHead(row: string, day: string | undefined, { now, known }: Reading) {
  const head = readTimedHead(row, day, now);
  return head && isName(head.name, known) && !/[:：]/.test(head.name) ? head : undefined;
}

function readRow(row: string, state: State, reading: Reading): void {
  const plain = row.trim();
  const notice = state.open?.quoting || plain === '' ? undefined : readNotice(plain);
  if (notice) {
    close(state);
    state.lines.push({ ...notice, ...when(state) });
  } else if (state.open?.quoting || plain === '' || !readFrame(plain, state, reading)) keep(row, state);
}

/** What stands around the words: the top of a forwarded chat, a time, a name. */
function readFrame(row: string, state: State, reading: Reading): boolean {
  return (isFirst(state) && isPreamble(row)) || readTime(row, state, reading) || readHead(row, state, reading);
}

const isFirst = (state: State) => state.lines.length === 0 && !state.open;
const when = ({ stamp }: State) => (stamp === undefined ? {} : { at: stamp });

function keep(row: string, state: State): void {
  if (!state.open?.body.length && row === '') return;
  state.open ??= { body: [], ...when(state) };
  const { open } = state;
  const plain = row.trim();
  if (open.body.length === 0) {
    open.quoting = plain.startsWith('「');
    open.title = list.test(plain);
  }
  open.body.push(row);
  if (plain.includes('」') || open.body.length > longestQuote) open.quoting = false;
  if (entry.test(plain)) open.title = false;
}

/** A day or a time between messages. Under a head that has said nothing yet, `10:30` is what was said. */
function readTime(row: string, state: State, reading: Reading): boolean {
  const day = readDay(row, reading.now);
  if (day) {
    close(state);
    state.day = day;
    state.stamp = undefined;
    return true;
  }
  const waits = state.open?.name !== undefined && state.open.body.length === 0;
  const stamp = waits ? undefined : readStamp(row, state.day, reading.now);
  if (!stamp || (state.timed && !stamp.dated)) return false;
  const above = state.open?.body.at(-1)?.trim();
  if (above && reading.known.has(above)) {
    // Name, time and words on a line each.
    state.open?.body.pop();
    begin(state, above, stamp.at);
    return true;
  }
  close(state);
  if (stamp.dated) state.day = stamp.at.slice(0, 10);
  state.stamp = stamp.at;
  return true;
}

function readHead(row: string, state: State, reading: Reading): boolean {
  const head = timedHead(row, state.day, reading);
  if (head) {
    begin(state, head.name, head.at);
    return true;
  }
  if (state.timed) return false;
  const colon = row.search(/[:：]/);
  if (colon < 1 || colon > 24 || /^\d[:：]\d/.test(row.slice(colon - 1))) return false;
  const name = row.slice(0, colon).trim();
  const words = row.slice(colon + 1).trim();
  if (words.startsWith('//') || !isName(name, reading.known)) return false;
  // In a list of names the lines above the first name are its title.
  if (state.open?.title && words !== '' && !reading.known.has(name)) return false;
  begin(state, name, state.stamp);
  if (words) keep(words, state);
  return true;
}

function begin(state: State, name: string, at: string | undefined): void {
  close(state);
  state.open = { name, body: [], ...(at === undefined ? {} : { at }) };
}

function close(state: State): void {
  const { open } = state;
  state.open = undefined;
  if (!open) return;
  const text = open.body.join('\n').trim();
  if (text === '' || isRule(text)) return;
  const head = {
    ...(open.name === undefined ? {} : { name: open.name }),
    ...(open.at === undefined ? {} : { at: open.at }),
  };
  state.lines.push({ kind: 'said', ...head, ...unfold(text) });
}
