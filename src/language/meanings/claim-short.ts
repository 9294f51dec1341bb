/** Short ways to take something on, which only the list, the post or the bot that is spoken to explains: 3, 第二个, 两天都行, 改成3个. Pure. */
import type { LastPost, Situation } from '../../chat/context.ts';
import type { Meaning, Ref, Slots } from '../../chat/meaning.ts';
import { describesWork, workOf } from '../activity-words.ts';
import type { Line } from '../line.ts';
import { readNumeral } from '../numeral.ts';
import { readResize } from '../party.ts';
import { looksLikeName } from '../person.ts';
import { says } from '../says.ts';
import { dateSlots } from '../when.ts';
import { exists, freshPost, hinted, nthOf, refsOf, sameRef } from '../which.ts';
import { addressed, likely, sure } from './reader.ts';

/**
 * Whether more can come after the bot has said who came: to an activity, and not the speaker again. A need that somebody
 * took is taken.
 */
function invites(post: LastPost, s: Situation): boolean {
  if (s.items === 'any') return false;
  const items = s.items;
  const held = (ref: Ref) => s.holds !== 'any' && s.holds.some((one) => sameRef(one, ref));
  return post.refs.every((ref) => {
    const item = items.find((one) => sameRef(one.ref, ref));
    return item?.open && item.kind !== 'need' && item.kind !== 'visit' && !held(ref);
  });
}

/** Where a short reply belongs: the one item of a fresh post. Several items leave it open. */
export function fromPost(post: LastPost, s: Situation): { target?: Ref[]; confidence: number } {
  if (post.kind === 'reminder' || post.kind === 'checkIn') return { confidence: 0 };
  if (post.kind === 'claimed' && !invites(post, s)) return { confidence: 0 };
  if (post.refs.length === 1) return { target: post.refs, confidence: sure };
  return { confidence: likely };
}

/** 4和6, 第一个和第三个: several of a list, by number or place. */
function namedInList(line: Line, shown: readonly Ref[]): Ref[] {
  const listed =
    /^(?:我|俺|报|要|选|也|都)*(?:(?:Ⓡ|Ⓑ|Ⓝ)(?:[、,和跟与]|还有)?){2,5}(?:我|俺|都|报名?|要|参加|给|上|去|来|行|可以|接|领|认领|吧|了|啊|哈)*$/;
  if (line.whole.skeleton.length > 30 || !listed.test(line.whole.skeleton)) return [];
  const uses = line.uses.filter((u) => u.value !== undefined);
  const refs = uses.map((u) => (u.owner === 'nth' ? shown[u.value! - 1] : shown.find((r) => r.number === u.value)));
  return refs.filter((r): r is Ref => r !== undefined);
}

const several =
  /^(?:我|俺)?(?:(?<all>全部?|都|[两二三四五]个)|前(?<n>[两二三四五2-5])个)(?:我|俺)?(?:都|全)?(?:报|要|参加|去|来|可以|领|认领|算(?:上)?(?:我|俺)|[给归](?:我|俺))(?:名|一下|上|了|吧)*$|^前(?<m>[两二三四五2-5])个(?:吧|呗)?$/;

/** 前两个都报, 三个我都要: several of what was shown. */
function severalShown(line: Line, s: Situation): Meaning | undefined {
  const post = freshPost(s);
  if (!post || post.refs.length < 2) return undefined;
  const plain = line.whole.text.replace(/[\s。!！~]/g, '');
  if (
    /^(?:我|俺)?(?:报|要|选)?(?:最)?中间(?:那个|的)?(?:我|俺)?(?:来|去|报|要|接)?(?:吧|了)?$/.test(plain) &&
    post.refs.length % 2 === 1
  )
    return { does: 'claim', slots: { refs: [post.refs[(post.refs.length - 1) / 2]!] }, confidence: 0.93 };
  const listed = namedInList(line, post.refs);
  if (listed.length > 1) return { does: 'claim', slots: { refs: listed }, confidence: 0.94 };
  const found = several.exec(plain);
  if (!found) return undefined;
  const said = found.groups?.['n'] ?? found.groups?.['m'];
  const count = said ? (readNumeral(said) ?? 0) : post.refs.length;
  return { does: 'claim', slots: { refs: post.refs.slice(0, count) }, confidence: 0.93 };
}

/** One word under a post, in direct chat: 去. */
function oneWord(line: Line, s: Situation): Meaning | undefined {
  const post = freshPost(s);
  if (
    s.chat !== 'direct' ||
    !post ||
    !/^(?:可以|能|要|想)?(?:去|来|报|报名|参加|接|要)(?:的|吧|啊|了|呀)*$/.test(line.whole.skeleton)
  )
    return undefined;
  const { target, confidence } = fromPost(post, s);
  return confidence > 0 ? { does: 'claim', slots: {}, confidence, ...(target ? { target } : {}) } : undefined;
}

/** 我, 🙋: a raised hand under a post about one thing. */
const asides = /[\s!！。~♀♂]|\p{Emoji_Modifier}/gu;
const raisedHand = /^[🙋✋🙌👋]*(?:(?:我|俺)也?要?|有我(?:一个)?|扣1|[🙋✋🙌])$/u;

function handRaised(line: Line, s: Situation): Meaning | undefined {
  const post = freshPost(s);
  if (post?.refs.length !== 1 || !raisedHand.test(line.text.replace(asides, ''))) return undefined;
  const { target, confidence } = fromPost(post, s);
  return confidence > 0 ? { does: 'claim', slots: {}, confidence, ...(target ? { target } : {}) } : undefined;
}

/** Number, place in the list or day alone, under a fresh post: 3, #3, 第二个. */
function bareAnswer(line: Line, s: Situation): Meaning | undefined {
  const post = freshPost(s);
  const skeleton = line.whole.skeleton;
  if (!post && addressed(s) && /^(?:Ⓡ|Ⓑ)号?$/.test(skeleton))
    return { does: 'claim', slots: { refs: refsOf(line.whole) }, confidence: likely };
  if (
    !post ||
    post.kind === 'reminder' ||
    !/^(?:我?(?:要|选|报|来)?(?:这个)?(?:Ⓡ|Ⓑ|Ⓝ)(?:吧|呗|哈|号)?|🙋)$/u.test(skeleton)
  )
    return undefined;
  const nth = nthOf(line.whole, s);
  if (nth) return { does: 'claim', slots: { refs: [nth] }, confidence: 0.94 };
  const refs = refsOf(line.whole);
  if (refs.length !== 1) return undefined;
  if (post.refs.some((r) => r.number === refs[0]!.number)) return { does: 'claim', slots: { refs }, confidence: 0.94 };
  // “扣1”: a plain 1 under a post about one thing counts the speaker in.
  if (refs[0]!.number === 1 && post.refs.length === 1 && /^1+$/.test(line.text.trim()))
    return { does: 'claim', slots: {}, confidence: sure, target: post.refs };
  return undefined;
}

/** 3号从1个改成3个, 周六报名从1个改成3个: the size of a claim that stands. */
function resized(line: Line, s: Situation): Meaning | undefined {
  const size = readResize(line.text);
  if (size === undefined || s.role === 'leader' || line.mood.question || line.mood.trade) return undefined;
  if (!/报|人|个|位|名|我/.test(line.text)) return undefined;
  const refs = refsOf(line.whole, false).concat(/^Ⓑ/.test(line.whole.skeleton) ? refsOf(line.whole).slice(0, 1) : []);
  const slots: Slots = { partySize: size, resize: true };
  if (refs.length > 0)
    return {
      does: 'claim',
      slots: { ...slots, refs: refs.slice(0, 1) },
      confidence: refs.every((r) => exists(r, s)) ? 0.95 : 0.6,
    };
  const when = line.times;
  const only = s.holds !== 'any' && s.holds.length === 1 ? s.holds : undefined;
  if (only) return { does: 'claim', slots: { ...slots, ...when }, confidence: sure, target: only };
  if (/报/.test(line.text) && (when.date || describesWork(line.text)))
    return { does: 'claim', slots: { ...slots, ...when }, confidence: sure };
  return addressed(s) ? { does: 'claim', slots, confidence: likely } : undefined;
}

/** 我选第一天, 后面那天可以: a day of those offered, by its place. */
const dayByPlace =
  /^(?:我|俺)?(?:报|选|要|参加|就)*(?:第?(?<nth>[一二三四五1-5])天|(?<head>头一天|前一?天|前面那天)|(?<last>后一?天|后面那天|最后一天))(?:的|那场|那个)?(?:我|俺)?(?:可以|行|有空|能[来去到]|没问题|没事|报|去|来|到|参加)*(?:[吧啊哈的了]|名)*$/;

/** 28号我可以: the day of the month of one that was offered. */
const dayByNumber =
  /^(?:我|俺)?(?:报|选|要|参加|就|能)*(?<day>[0-9]{1,2})[号日]?(?:的|那天|那场|我|俺|也|都|上午|下午)*(?:可以|行|有空|能[来去到]|没问题|没事|报|去|来|到|参加)*(?:[吧啊哈的了]|名)*$/;

function dayNamedByPlace(text: string, days: readonly string[]): string | undefined {
  const day = dayByNumber.exec(text)?.groups?.['day'];
  if (day) return days.find((offered) => Number(offered.slice(8)) === Number(day));
  const { nth, head, last } = dayByPlace.exec(text)?.groups ?? {};
  return nth ? days[(readNumeral(nth) ?? 0) - 1] : head ? days[0] : last ? days.at(-1) : undefined;
}

/** 周六可以 周日不行: one of the days that a post offered. */
function offeredDay(line: Line, s: Situation): Meaning | undefined {
  const days = freshPost(s)?.dates;
  if (!days) return undefined;
  const placed = dayNamedByPlace(line.whole.text.replace(/[\s。!！~]/g, ''), days);
  if (placed) return { does: 'claim', slots: { date: placed, when: { start: placed, end: null } }, confidence: 0.93 };
  if (
    /^(?:我|俺)?(?:[这那]?(?:两|三|几)天|都|哪天|每天)(?:都|我|俺|也)*(?:可以|行|有空|能来|能去|没问题|去|来)(?:的|吧|啊|哈|了)*$/.test(
      line.whole.text,
    )
  )
    return { does: 'claim', slots: { when: { start: days[0]!, end: null, dates: days } }, confidence: sure };
  for (const clause of line.pieces) {
    const here = dayNamedByPlace(clause.text, days);
    if (here && days.includes(here))
      return {
        does: 'claim',
        slots: { date: here, when: { start: here, end: null }, ...line.party },
        confidence: 0.93,
      };
    if (
      !/^(?:我|俺|那|就|选|报名?|要|参加|只能|只有|还是|得|能)*Ⓣ(?:我|俺|的|也|都|倒是|上午|下午|那天|那场)*(?:可以|行|有空|能来|能去|没问题|ok|OK|来|去|没事|有时间|算我|报名?)?(?:一个|的|吧|啊|哈|了|呗)*$/.test(
        clause.skeleton,
      )
    )
      continue;
    const when = dateSlots(clause.text, line.now);
    if (when.date && days.includes(when.date))
      return { does: 'claim', slots: { ...when, ...line.party }, confidence: 0.93 };
  }
  return undefined;
}

/** Spoken to the bot, a piece of work with a day or a number of people is a claim without a verb: 周六垃圾分类 两个人. */
export function verbless(line: Line, s: Situation): Meaning | undefined {
  if (!addressed(s) || line.text.length > 20 || line.mood.question || s.role === 'leader') return undefined;
  const work = workOf(line.text);
  const size = line.party.partySize;
  if (!work || (size === undefined && !(line.times.date && s.mention))) return undefined;
  if (/了|坏|漏|谁|没|不|帮|缺|需要|想|要|小时|分钟|记录/.test(line.text)) return undefined;
  const found = s.items === 'any' ? {} : hinted(line.text, s);
  return {
    does: 'claim',
    slots: { hint: work, ...line.times, ...line.party },
    confidence: found ? 0.9 : likely,
    ...(found?.refs ? { target: found.refs } : {}),
  };
}

const myLine = /(?:接龙|名单|列表)[^。]{0,6}第?(?:[0-9]+|[一二三四五六七八九十]+)个?(?:那个)?是我/;

/** A correction of one's line in a list: 接龙第4个是我，叫孙丽. */
function lineInList(line: Line): Meaning | undefined {
  if (!says(myLine, line.text)) return undefined;
  const name = /(?:叫|是|名字是?|改成)([\u4e00-\u9fff]{2,4})$/.exec(line.original.trim())?.[1];
  return { does: 'claim', slots: { ...(name && looksLikeName(name) ? { names: [name] } : {}) }, confidence: 0.9 };
}

/** The first of the short ways that the line takes. */
export function readShortClaim(line: Line, s: Situation): Meaning | undefined {
  return (
    handRaised(line, s) ??
    bareAnswer(line, s) ??
    resized(line, s) ??
    offeredDay(line, s) ??
    lineInList(line) ??
    severalShown(line, s) ??
    oneWord(line, s)
  );
}
