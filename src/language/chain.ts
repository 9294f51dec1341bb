/** 接龙 as text: WeChat's sign-up lists, copied and extended by hand. Pure. */
import { readNumeral } from './numeral.ts';
import { readPhones } from './phone.ts';
import { readPlaces } from './place.ts';

export interface ChainEntry {
  /** As written, without marks, doors and phones. `我` when the writer did not give a name. */
  name: string;
  /** How many people come; 1 when nothing else is said. */
  size: number;
  /** What stood in brackets. */
  note?: string;
}
export interface ChainList {
  title: string;
  entries: ChainEntry[];
}

const header = /^[#＃]? ?(?:接[龙龍]|group note|Group Note)[ :：]*(?:\n|$)?/i;
const numbered = /^([0-9]{1,3}) ?[.、,)）．:：] ?(?![0-9]{2}(?:[^0-9]|$))(.*)$/;
const example = /^[(（【[]?(?:例|示例|格式|样例|举例|如)[:：)）】\] ]?/;
const companion =
  /[+和带] ?(?:我?的?(?:老公|老婆|老伴|孩子|儿子|女儿|娃|妈妈?|爸爸?|朋友|家属|媳妇|爱人|[\u4e00-\u9fff]{1,3}))/g;

function sizeOf(text: string): number {
  const people = /([0-9]{1,2}|[一二两三四五六七八九十]) ?(?:人|位|个人|个大人|个|名)/.exec(text)?.[1];
  if (people) return Math.max(1, readNumeral(people) ?? 1);
  const times = /[x×*X] ?([0-9]{1,2})(?![0-9])/.exec(text)?.[1];
  if (times) return Number(times);
  // “+1” after a name is one more person; “+李姐” is a person by name.
  const plus = [...text.matchAll(/\+ ?([0-9]{1,2})(?![0-9:点])/g)].reduce((sum, m) => sum + Number(m[1]), 0);
  const companions = [...text.matchAll(companion)].filter((m) => !/^[+] ?[0-9]/.test(m[0])).length;
  return 1 + plus + companions;
}

/** Takes spans out of a text. */
function without(text: string, spans: readonly { at: number; end: number }[]): string {
  let out = text;
  for (const span of [...spans].reverse()) out = `${out.slice(0, span.at)} ${out.slice(span.end)}`;
  return out;
}

function nameOf(text: string): string {
  const unphoned = without(text, readPhones(text));
  const bare = without(unphoned, readPlaces(unphoned))
    .replace(/^(?:[0-9一二三四五六七八九十]{1,3}楼|[0-9]{3,4}(?=[ \u4e00-\u9fff]))/, '')
    .replace(/(?:[0-9]{1,2}|[一二两三四五六七八九十]) ?(?:人|位|个人|个大人|个|名).*$/, '')
    .replace(/[+＋].*$/, '')
    .replace(/[x×*X] ?[0-9].*$/, '')
    .replace(/(?:带|和)(?:我?的?)(?:老公|老婆|老伴|孩子|儿子|女儿|娃|妈妈?|爸爸?|朋友|家属|媳妇|爱人).*$/, '')
    .replace(/(?:报名|参加|可以|能来|能去|来|去)[了啊哦吧]?$/, '')
    .replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|[♀♂√☑✔]/gu, '');
  return bare.replace(/^[\s,，、:：.-]+|[\s,，、:：.-]+$/g, '').split(/[\s,，、]/)[0] ?? '';
}

/** One line of a list; two names in a row give two people. */
function readEntry(line: string): ChainEntry[] {
  const notes: string[] = [];
  const plain = line.replace(/[(（]([^()（）]{0,40})[)）]/g, (_, note: string) => {
    notes.push(note);
    return ' ';
  });
  const pieces = plain.split(/[ 、,，/]/).filter(Boolean);
  const names = pieces.filter(
    (p) =>
      /^[\u4e00-\u9fff]{2,4}$/.test(p) &&
      !/[0-9一二两三]人|老公|老婆|孩子|报名|参加|上午|下午|负责|带队|开车|登记|[去来]$/.test(p),
  );
  if (names.length >= 2 && names.length === pieces.length) return names.map((name) => ({ name, size: 1 }));
  const said = nameOf(plain);
  const name = /^(?:加|算|带|还有)?(?:上)?我(?:一个)?$/.test(said) ? '我' : said;
  if (!name) return [];
  const note = notes.join(' ');
  return [
    {
      name,
      size: sizeOf(`${plain} ${note.replace(/^带/, '+')}`.replace(/\+(?=[^0-9])/g, '+')),
      ...(note ? { note } : {}),
    },
  ];
}

/** `接龙:1王秀英 2张建国 3李姐 4我`, all in one line. */
function readInline(text: string): ChainList | undefined {
  const first = text.search(/(?:^|[^0-9])1[.、 ]?(?=[\u4e00-\u9fffA-Z])/);
  if (first < 0) return undefined;
  const title = text.slice(0, first + (/[0-9]/.test(text[first] ?? '') ? 0 : 1)).replace(/[\s:：,，]+$/, '');
  const pieces = [
    ...text
      .slice(first)
      .matchAll(/([0-9]{1,2})[.、 ]?([^0-9\s,，;；][^,，;；\n]*?)(?=[ ,，;；\n]*[0-9]{1,2}[.、 ]?[^0-9\s人位个+]|$)/g),
  ];
  const entries = pieces.flatMap((m) => readEntry(m[2]!.trim()));
  return entries.length > 0 ? { title, entries } : undefined;
}

/** Reads a list; undefined when the text is none. Holes (`3.`) and example lines are passed over. */
export function readChain(text: string): ChainList | undefined {
  const head = header.exec(text);
  if (!head) return undefined;
  const lines = text
    .slice(head[0].length)
    .split('\n')
    .map((l) => l.trim());
  const firstEntry = lines.findIndex((l) => numbered.test(l));
  // Several entries on one line: 接龙 1.罗姐 2.阿辉.
  const inline = lines.filter((l) => l).length === 1 && /^1[^0-9].*[ ,，;；]2[.、 ]/.test(lines[firstEntry] ?? '');
  if (firstEntry < 0 || inline) return readInline(text.slice(head[0].length).trim());
  const title = lines
    .slice(0, firstEntry)
    .filter((l) => l && !example.test(l))
    .join(' ');
  const entries = lines.slice(firstEntry).flatMap((l) => {
    const found = numbered.exec(l);
    return found && !example.test(found[2]!) ? readEntry(found[2]!.trim()) : [];
  });
  return { title: title.replace(/^[#＃\s]+/, ''), entries };
}

const foreign =
  /团购|拼团|拼单|买|卖|元|块钱|[0-9](?:块|元)|箱|斤|盒|份|一单|下单|预订|预定|订(?:购|牛奶|水|菜|货)|车位|摇号|车牌|停车|充电桩|投票|维权|物业费|房产|租|收房|验房|装修|班级|家长|学号|作业|考级|考试|补课|缴费|水电|水果|橙子|鸡蛋|快递|身份证|核对信息|自提|提货|截单|收款|加微信|抽奖|红包|门禁|办卡|业主|聚餐|聚会|校服|座位|宽带|燃气表|水表|抄表|充值|报修|京[A-Z]|[A-Z][0-9]{5}/;

/** Whether a list is for something else: group buying, parking spaces, school. Those are left alone. */
export function isForeign(list: ChainList, text: string): boolean {
  return foreign.test(list.title) || (foreign.test(text) && !/志愿|义务|社区活动/.test(text));
}

export interface ChainChange {
  added: ChainEntry[];
  removed: ChainEntry[];
  changed: { before: ChainEntry; after: ChainEntry }[];
  /** The new list was copied from an older version: what it lacks was not taken off. */
  stale: boolean;
}

/**
 * What changed between two versions of one list.
 * Missing people at the end of the old list beside new people mean a copy of an older version: then nobody is removed.
 */
export function compare(before: readonly ChainEntry[], after: readonly ChainEntry[]): ChainChange {
  const key = (e: ChainEntry) => e.name.toLowerCase();
  const old = new Map(before.map((e) => [key(e), e]));
  const fresh = new Map(after.map((e) => [key(e), e]));
  const added = after.filter((e) => !old.has(key(e)));
  const missing = before.filter((e) => !fresh.has(key(e)));
  const lastKept = before.reduce((last, e, i) => (fresh.has(key(e)) ? i : last), -1);
  const onlyAtEnd = missing.every((e) => before.indexOf(e) > lastKept);
  const stale = missing.length > 0 && onlyAtEnd && added.length > 0;
  const changed = after.flatMap((e) => {
    const was = old.get(key(e));
    return was && was.size !== e.size ? [{ before: was, after: e }] : [];
  });
  return { added, removed: stale ? [] : missing, changed, stale };
}

/** Text → title and `name` or `name*size` of the entries. */
export const wordings: readonly (readonly [string, { title: string; entries: string[] } | undefined])[] = [
  ['#接龙\n周六义诊\n\n1. 王芳\n2. 李强 2人', { title: '周六义诊', entries: ['王芳', '李强*2'] }],
  ['#接龍\n垃圾分類\n1. 王芳\n2. 小陈+1', { title: '垃圾分類', entries: ['王芳', '小陈*2'] }],
  ['#Group Note\n周日捡垃圾\n\n1. Tom\n2. 王姐', { title: '周日捡垃圾', entries: ['Tom', '王姐'] }],
  ['接龙:1王秀英 2张建国 3李姐 4我', { title: '', entries: ['王秀英', '张建国', '李姐', '我'] }],
  [
    '#接龙\n包饺子\n1. 老周\n2. 小陈(带孩子)\n3. 赵姐+老公\n4. 三楼刘阿姨',
    { title: '包饺子', entries: ['老周', '小陈*2', '赵姐*2', '刘阿姨'] },
  ],
  ['#接龙\n义诊\n例 1. 张三 2人\n1. 王芳\n2.\n3. 李强', { title: '义诊', entries: ['王芳', '李强'] }],
  ['#接龙\n义诊\n1. 王芳 李强\n2. 陈晨', { title: '义诊', entries: ['王芳', '李强', '陈晨'] }],
  ['#接龙\n义诊\n1. 王芳 13611240052\n2. 5号楼李强', { title: '义诊', entries: ['王芳', '李强'] }],
  ['大家都来接龙啊', undefined],
];
