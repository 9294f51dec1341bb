/**
 * Taking on something by the words that mark it as one of those offered: 那个教英语的我报哈, 周日护河那个我家出四口人,
 * 下周二给老人理发那个活 必须到. Used where nothing is known of what is on. Pure.
 */
import type { Situation } from '../../chat/context.ts';
import type { Meaning } from '../../chat/meaning.ts';
import { activityWords, describesWork, workOf } from '../activity-words.ts';
import type { Line } from '../line.ts';
import { says } from '../says.ts';
import { restOfClaim } from './claim-bag.ts';
import { sure } from './reader.ts';

const me = '(?:我屋[头里]|我们家?|咱们?家?|俺们?家?|我家|我|俺|咱)';
const tail = '(?:一个|一份|个名|名|[俩仨]|[两三四五六七八]个|Ⓒ人?|Ⓐ|[吧啊呀哈哦啦喽咯呗嘛的哒]|哈)*';
/** What is offered, marked as one of several. */
const marked =
  /^(?<dated>Ⓣ的?[\u4e00-\u9fff]{2,8}?)(?=我|俺|咱|算|加|给我|归我)|(?<what>[\u4e00-\u9fffⓉ]{0,14}?)(?:那个活动?|那个任务|那个班|那场|那个|那次|那单|的活儿?|的活动|的任务|的单子?|的忙|的事儿?|的(?=我|俺|给我|归我|算我)|单子)|那个(?<named>[\u4e00-\u9fff]{2,8})的/;
const takes = new RegExp(
  `${me}(?:也|都|就|来|去|可以|能|要|想|先|再|给|Ⓣ|宿舍|寝室|单位|办公室|小组|楼)*(?:报名?|参加|认领|接|领|包|去|来|到|上|干|顶上|负责|出|算|有空|有时间|没问题|可以)${tail}$|${me}(?:也|就|可以|能|想|愿意)*(?:来|去)(?:当|做|帮着?|负责|带|教|讲|管|收)[\\u4e00-\\u9fff]{1,6}$|${me}带[\\u4e00-\\u9fff]{1,4}(?:来|去)$|(?:归|交给?|留给|让给|给|派给)${me}(?:来|去|办|做|干|吧|了|哈|呗)*$|(?:算|加|带|留|记|写)(?:上|给)?${me}${tail}$|(?:必须|一定|肯定|准时|保证)(?:去|来|到|参加)${tail}$`,
);
/** A verb that means nothing but taking on, for work that has no known name. */
const plainly = new RegExp(
  `${me}(?:也|都|就|想|要|来|先|再)*(?:报名?|参加|认领|接了?|领了?)${tail}$|(?:算|加)(?:上)?${me}${tail}$|(?:归|交给|留给|派给)${me}(?:来|去|办|做|吧|了)*$`,
);
const against =
  /不|没|别|谁|吗|呢|[?？]|怎么|什么|啥|几点|可能|也许|看情况|再说|考虑|上次|上回|昨天|去年|之前|已经|早就|他们|她们|他家|你|听说|说是|课|驾|考|旅游|酒|饭局|聚会|同学|公司|快递|团购|电影|游戏|群里|要是|如果/;

/** 大扫除我们三个舍友都来: work that only volunteers do, and right behind it who comes. */
const unmarked = /^(?<what>[\u4e00-\u9fffⓉ]{2,14}?)(?:那天|那边|这边)?(?=(?:算|加|带|给|留|报|有)?(?:上)?(?:我|俺|咱))/;

/** Reads such a claim; undefined when a word of the line speaks against it. */
export function takesDescribed(line: Line, s: Situation): Meaning | undefined {
  const { mood } = line;
  if (s.items !== 'any' || s.smalltalk || line.text.length > 36 || against.test(line.text)) return undefined;
  if (mood.trade || mood.regret || mood.exhort || mood.hearsay || mood.joke || mood.past) return undefined;
  for (const [at, clause] of line.pieces.entries()) {
    const found = marked.exec(clause.skeleton);
    if (!found) continue;
    const what = found.groups!['dated'] ?? found.groups!['what'] ?? found.groups!['named'] ?? '';
    const behind = clause.skeleton.slice(found.index + found[0].length);
    const others = line.pieces.slice(at + 1).map((piece) => piece.skeleton);
    const known = describesWork(what);
    const promise = known ? takes : plainly;
    const promised = promise.test(behind) || (behind === '' && known && others.some((other) => takes.test(other)));
    if (!what.replace(/Ⓣ的?/g, '') || !promised) continue;
    const hint = workOf(what) ?? what.replace(/Ⓣ的?|^的/g, '');
    return { does: 'claim', slots: { hint, ...line.times, ...line.party }, confidence: sure };
  }
  for (const clause of line.clauses) {
    const what = unmarked.exec(clause.skeleton)?.groups?.['what'];
    if (!what || !says(activityWords, what) || !restOfClaim(clause.skeleton.slice(what.length))) continue;
    return { does: 'claim', slots: { hint: workOf(what) ?? what, ...line.times, ...line.party }, confidence: sure };
  }
  return undefined;
}
