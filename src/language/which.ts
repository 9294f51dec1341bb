/** Which item a clause means: by number, by its place in what was shown, by description, by day. Pure. */
import type { ItemView, Situation } from '../chat/context.ts';
import type { Ref } from '../chat/meaning.ts';
import { describesWork } from './activity-words.ts';
import { readCategory } from './category.ts';
import type { Clause } from './line.ts';
import { readBeneficiary } from './person.ts';

/** Minutes for which a short reply still belongs to a post. */
const freshFor = 10;

/** Whether the last post is still what people answer to: quoted, or fresh with nothing said in between. */
export function freshPost(s: Situation): Situation['lastPost'] | undefined {
  const post = s.lastPost;
  if (!post) return undefined;
  if (post.quoted) return post;
  return post.minutesAgo <= freshFor && post.talkSince === 0 && !s.smalltalk ? post : undefined;
}

/** What may stand before and after a number without a mark, for it to name an item: nothing, a verb, another number. */
const beforeBare =
  /(?:^|[\s,，、。:：;；!！和跟与]|报名?|认领|领|接|抢|取消|退掉?|签到|签退|放弃|选|要|受理|指派|派|完成|看板|名单|点名|活动|任务|需求|加入|参加|做|去|来|换成|换到|把|给|那|我|回|驳回|退回|转)$/;
const afterBare =
  /^(?:$|[\s,，、。:：;；!！~(（和跟与+]|号|我|俺|吾|咱|算|报|认|领|接|抢|取消|退|签|放弃|去不|来不|不去|不来|不办|不予|不受|已|做完|办|完|修|换|搬|送|弄|搞|好了|受理|指派|派|交给|转|给|让|由|活动|任务|需求|这|那|加|改|名额|有|可以|还|带|了|吧|啊|哈|没|缺|都|安排|推|延|提前|作废|增|减|缩|人数|时间|地点|驳|退|的|[\u4e00-\u9fff]{1,2}(?:完|好|妥)[了啦]|[\u4e00-\u9fff]{2,8}(?:我|俺|给我))/;

function bareFits(text: string, from: number, to: number): boolean {
  return beforeBare.test(text.slice(Math.max(0, from - 3), from)) && afterBare.test(text.slice(to, to + 12));
}

/** The numbers of a clause that could name items: marked ones, and bare ones when `bare` and their place allows it. */
export function refsOf(clause: Clause, bare = true): Ref[] {
  const { uses } = clause;
  if (uses.length === 0) return [];
  const found = uses.filter(
    (u) =>
      u.value !== undefined &&
      (u.owner === 'item' ||
        (bare && u.owner === 'bare' && bareFits(clause.text, u.at - clause.at, u.end - clause.at))),
  );
  const refs = found.map((u): Ref => (u.shift ? { number: u.value!, shift: u.shift } : { number: u.value! }));
  return refs.filter((r, i) => refs.findIndex((o) => sameRef(o, r)) === i && r.number > 0);
}

export function sameRef(a: Ref, b: Ref): boolean {
  return a.number === b.number && (a.shift ?? '') === (b.shift ?? '');
}

/** Whether a number names something that is there, or that the speaker holds or reported; always when nothing is known. */
export function exists(ref: Ref, s: Situation): boolean {
  if (s.items === 'any' || s.holds === 'any') return true;
  const known = [...s.items.map((i) => i.ref), ...s.holds, ...s.reported];
  return known.some((r) => sameRef(r, ref) || (!ref.shift && r.number === ref.number));
}

/** The items that the last post showed, by place: 第二个, 最后一个. */
export function nthOf(clause: Clause, s: Situation): Ref | undefined {
  const use = clause.uses.find((u) => u.owner === 'nth');
  const refs = s.lastPost?.refs;
  if (!use?.value || !refs?.length) return undefined;
  return use.value > 0 ? refs[use.value - 1] : refs.at(use.value);
}

const filler =
  /那个|这个|那场|这场|的活|的事情?|的任务|的活动|任务|活动|需求|我们?|今天|明天|志愿者?|服务|帮忙|一下|[的了吧啊呀哈那这个去来要想可以也就]|(?<!智|功|性|才|技)能/g;

/** 老冯 and 冯大爷 may be one person, 冯奶奶 and 冯大爷 are two. */
function mayBeSame(a: string, b: string): boolean {
  if (a.includes(b) || b.includes(a)) return true;
  const short = /^[老小]([\u4e00-\u9fff])$/;
  return [
    [a, b],
    [b, a],
  ].some(([one, other]) => other!.startsWith(short.exec(one!)?.[1] ?? '无'));
}

/** Pairs of characters that stand in any request, so that they describe none. */
const anywhere =
  /电话|手机|号楼|单元|家里|我家|小援|麻烦|谢谢|可以|时候|什么|怎么|没有|一个|有人|帮我|帮忙|能不|不能|今天|明天|昨天|上午|下午|晚上|时间|方便|需要|现在|我们|你们|自己|知道|就是|这个|那个/g;

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < text.length; i++) pairs.add(text.slice(i, i + 2));
  return pairs;
}

/** How many of the pairs stand in a text. */
const sharedWith = (about: string, pairs: Set<string>) => [...pairs].filter((pair) => about.includes(pair)).length;

/** Words made ready to be compared with titles and reports. */
interface Hint {
  text: string;
  pairs: Set<string>;
  characters: Set<string>;
}

function hintOf(words: string): Hint {
  const text = words.replace(filler, '');
  return { text, pairs: pairsOf(text), characters: new Set(text) };
}

interface Words {
  words: string;
  person: string | undefined;
  all: Hint;
  /** The same without the person. */
  deed: Hint;
}

/** The same words are compared with one item after the other. */
let last: Words | undefined;

function read(words: string): Words {
  if (last?.words === words) return last;
  const person = readBeneficiary(words);
  const all = hintOf(words);
  last = { words, person, all, deed: person ? hintOf(words.replace(person, '')) : all };
  return last;
}

/** How well words fit an item, 0 to 1: pairs of characters shared with its title or the report, the person, the kind of help. */
export function likeness(words: string, item: ItemView): number {
  const { person, all, deed } = read(words);
  const people = [item.beneficiary, item.reporter].filter((name) => name !== undefined);
  const same = person && people.length > 0 ? people.some((name) => mayBeSame(person, name)) : undefined;
  const hint = same ? deed : all;
  if (hint.text.length < 1 && !same) return 0;
  const inTitle = sharedWith(item.title, hint.pairs);
  const inReport = item.told
    ? sharedWith(item.told.replace(anywhere, ' '), pairsOf(hint.text.replace(anywhere, ' ')))
    : 0;
  const characters = [...hint.characters].filter((c) => item.title.includes(c)).length;
  let score =
    Math.min(1, Math.max(inTitle * 0.34, inReport * 0.3)) +
    Math.min(0.4, (characters / Math.max(2, hint.characters.size)) * 0.5);
  if (same || people.some((name) => words.includes(name))) score += 0.5;
  if (same === false) score -= 0.6;
  if (item.category && readCategory(words) === item.category) score += 0.35;
  return Math.min(1, Math.max(0, score));
}

/** Shifts are called by their turn, whatever the hour: the 晚班 of two may be at three. */
const firstShift = /早班|早场|头班|头一班|前一班|第一班|上午班|上午场/;
const lastShift = /晚班|晚场|末班|后一班|最后一班|下午班|下午场/;

/** The one of an activity's shifts that words name by its turn; undefined for other items. */
export function shiftOf(words: string, items: readonly ItemView[]): ItemView | undefined {
  const [early, late] = [firstShift.test(words), lastShift.test(words)];
  const [one] = items;
  if (items.length < 2 || early === late) return undefined;
  if (!items.every((item) => item.ref.shift && item.ref.number === one!.ref.number)) return undefined;
  const inTime = [...items].sort((a, b) => (a.start ?? '').localeCompare(b.start ?? ''));
  return inTime.at(early ? 0 : -1);
}

/** The one item that words describe, or all that fit alike. */
export function byHint(words: string, items: readonly ItemView[]): ItemView[] {
  const scored = items.map((item) => ({ item, score: likeness(words, item) })).filter((x) => x.score >= 0.4);
  const best = Math.max(0, ...scored.map((x) => x.score));
  const fitting = scored.filter((x) => x.score >= best - 0.12).map((x) => x.item);
  const shift = shiftOf(words, fitting);
  return shift ? [shift] : fitting;
}

/** Items that fall on a day. */
export function onDay(date: string, items: readonly ItemView[]): ItemView[] {
  return items.filter((i) => i.start?.startsWith(date));
}

/** What words describe: known items when the situation knows them, else whether the words are about such work at all. */
export function hinted(words: string, s: Situation): { refs?: Ref[]; many?: true } | undefined {
  if (s.items === 'any') return describesWork(words) ? {} : undefined;
  const found = byHint(
    words,
    s.items.filter((i) => i.open),
  );
  if (found.length === 1) return { refs: [found[0]!.ref] };
  return found.length > 1 ? { many: true } : undefined;
}
