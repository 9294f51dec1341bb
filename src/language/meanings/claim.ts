/** Taking something on: 报名3号, 教手机那个我报一个, 算我一个, 第二个, 我替你. */
import type { LastPost, Situation } from '../../chat/context.ts';
import type { Meaning, Ref, Slots } from '../../chat/meaning.ts';
import { describesWork, workOf } from '../activity-words.ts';
import { type Clause, clauses, type Line } from '../line.ts';
import { readNumeral } from '../numeral.ts';
import { readParty, readResize } from '../party.ts';
import { looksLikeName, readBeneficiary } from '../person.ts';
import { dateSlots } from '../when.ts';
import { exists, freshPost, hinted, nthOf, onDay, refsOf } from '../which.ts';
import { type Act, actsOf } from './claim-act.ts';
import { addressed, certain, likely, type MeaningReader, sure, weak } from './reader.ts';

/** What makes a condition harmless: it is about seats or about somebody to go. */
const aboutSeats =
  /没人|没有人|都不去|缺人|人不够|凑不[够齐]|(?:还)?(?:有|缺|差|要|剩)(?:空位|名额|位子?|位置|人|空)|(?:来|去)不了|不(?:来|去|能来)的话|满了/;
const wavering =
  /可能|也许|看情况|再说|不一定|说不定|没准|到时候|尽量|争取|考虑|想想|再看|再定|不确定|未必|应该能|大概能|如果能|问问|商量|看看(?:时间|能不能|有没有)/;
const explained =
  /^(?:Ⓡ|Ⓑ|Ⓝ|Ⓣ|Ⓒ|Ⓜ|Ⓟ|Ⓗ|Ⓓ|⊕|[、,和跟与/号的]|这个|那个|这场|那场|活动|任务|需求|单子?|活儿?|事情?|项目|班次?|名额|位子?|志愿|服务|我们?|俺|咱|也|都|就|那|好|嗯|行|可以|没问题|[吧啊呀哈哦啦喽呗嘛了]|小助手|小援|麻烦|请|你好|您好|帮我|我要|我想|要|想|名字?叫?|正好|刚好|没事|有空|在家|闲着|老师|书记|大家好|早|收到|谢谢)*$/;

/** A question is a refusal to claim, unless it only asks for a nod (我也去行吗, 能帮我报3号吗). */
function spoken(clause: Clause, line: Line): boolean {
  const mood = clause.mood;
  if (mood.past || mood.negated || mood.exhort || mood.regret || mood.trade) return false;
  if (
    mood.question &&
    !/(?:行不行|行不|行吗|可以吗|可以不|可以么|中不中|中不|好吗|好不|成不|成吗|要得不|好伐|不缺人吧)[?？]?$/.test(
      clause.text,
    )
  )
    return /(?:帮|给|替)我(?:报|登记|认领|占|留)/.test(clause.text);
  if (mood.hearsay || wavering.test(clause.text)) return false;
  if (mood.hypothesis && !aboutSeats.test(line.text)) return false;
  if (/谁|哪位|有没有人|几个|多少|取消|退|不用|别|放弃|撤|算了|不算/.test(clause.text)) return false;
  return (
    !/(?:不|没|别)(?:想|能|会|要|打算)?(?:报|去|来|领|接|参加)/.test(clause.text) ||
    /要不|不去.*我去|没(?:人)?[报去来领接].*我/.test(line.text)
  );
}

const partyOf = (line: Line): Slots => {
  const size = readParty(line.text);
  return size === undefined
    ? {}
    : { partySize: size, ...(readResize(line.text) === undefined ? {} : { resize: true as const }) };
};

/** What the whole line adds to a claim: how many, who, a phone, a condition. */
function extras(line: Line, act: Act): Slots {
  const names = line.original.split(/[\s,，、]+/).filter((p) => p.length <= 4 && looksLikeName(p) && !/^我/.test(p));
  const phone = line.phone;
  return {
    ...partyOf(line),
    ...(act.whom ? { names: [act.whom] } : names.length > 0 && /Ⓗ/.test(act.clause.skeleton) ? { names } : {}),
    ...(phone ? { phone } : {}),
    ...(/没人|都不去|没有人|缺人|人不够|不够|凑不/.test(line.text) &&
    /要是|如果|的话|万一|没人.{0,4}(?:那|就)/.test(line.text)
      ? { ifNobody: true as const }
      : {}),
  };
}

/** Where a short reply belongs: the one item of a fresh post. Several items leave it open. */
function fromPost(post: LastPost): { target?: Ref[]; confidence: number } {
  if (post.kind === 'reminder' || post.kind === 'checkIn' || post.kind === 'claimed') return { confidence: 0 };
  if (post.refs.length === 1) return { target: post.refs, confidence: sure };
  return { confidence: likely };
}

/** A claim by words: 教手机那个我报一个. */
function byWords(act: Act, words: string, line: Line, s: Situation): Meaning | undefined {
  // What is still looked for or broken is a need in the speaker's own words, not work that was offered.
  if (/想找|想请|坏了|漏|堵|需求|求助|没人送|没人陪/.test(words)) return undefined;
  const found = hinted(words, s);
  if (!found || (act.loose && !found.refs && (!addressed(s) || s.role === 'resident'))) return undefined;
  const beneficiary = readBeneficiary(words);
  const slots: Slots = {
    hint: workOf(words) ?? words,
    ...(beneficiary ? { beneficiary } : {}),
    ...line.times,
    ...extras(line, act),
  };
  const confidence = found.many ? likely : act.strong || found.refs ? 0.94 : sure;
  // Where nothing is known of the items, the post that is being answered is what the words describe.
  const post = s.items === 'any' ? freshPost(s) : undefined;
  const target = found.refs ?? (post?.refs.length === 1 ? post.refs : undefined);
  return { does: 'claim', slots, confidence, ...(target ? { target } : {}) };
}

/** A claim by number, also 12抬柜子我来. */
function byNumber(refs: Ref[], act: Act, line: Line, s: Situation): Meaning {
  const there = refs.every((r) => exists(r, s));
  const leftOver = act.rest.replace(/Ⓡ|Ⓑ|Ⓝ|Ⓣ|Ⓒ/g, '');
  const clear = explained.test(act.rest) || describesWork(leftOver) || (leftOver.length <= 8 && /^[ⓇⒷ]/.test(act.rest));
  const confidence = there && clear ? certain : there ? 0.7 : 0.6;
  return { does: 'claim', slots: { refs, ...extras(line, act) }, confidence };
}

/** A claim with nothing but a day: 周六算我一个, 我想报名周六的活动. */
function byDay(act: Act, line: Line, s: Situation): Meaning | undefined {
  const when = dateSlots(act.clause.text, line.now);
  const day = when.date;
  if (!day) return undefined;
  const slots = { ...when, ...extras(line, act) };
  const post = freshPost(s);
  const offered = post?.dates?.includes(day);
  const items =
    s.items === 'any'
      ? []
      : onDay(
          day,
          s.items.filter((i) => i.open),
        );
  if (items.length === 1) return { does: 'claim', slots, confidence: act.strong ? 0.94 : 0.8, target: [items[0]!.ref] };
  const known = s.items !== 'any';
  if (offered) return { does: 'claim', slots, confidence: 0.93 };
  if (known) return { does: 'claim', slots, confidence: items.length > 1 && act.strong ? likely : weak };
  return { does: 'claim', slots, confidence: act.strong && !s.smalltalk ? 0.91 : weak };
}

/** A short reply that only the post before it explains: 算我一个, 我来. */
function byPost(act: Act, line: Line, s: Situation): Meaning | undefined {
  // 报了 tells of the past as often as it claims; 我会 among other words is talk.
  if (/^(?:嗯+|哦|好|都|也)?报了/.test(line.whole.skeleton) || /算我的/.test(line.text)) return undefined;
  // 我去 alone at the head is an exclamation as often as an offer.
  if (
    /^(?:哎呀?|哎呦|唉|啊|哦)?我去(?:啊|呀|哦)?(?:$|[!！。…,，~])/.test(line.text) &&
    (/我去[啊呀哦]?[!！。…]/.test(line.text) || line.sentences.length > 1) &&
    !/有空|没事|顺路|离|正好|我有|我家|我会|刚好|在家/.test(line.text)
  )
    return undefined;
  if (!act.strong && line.text.length > 24) return undefined;
  const slots = extras(line, act);
  const quotedRefs = s.quote || line.quoted ? quotedItems(line, s) : undefined;
  if (quotedRefs?.length) return { does: 'claim', slots: { refs: quotedRefs, ...slots }, confidence: sure };
  const post = freshPost(s);
  if (post) {
    const { target, confidence } = fromPost(post);
    return confidence > 0 ? { does: 'claim', slots, confidence, ...(target ? { target } : {}) } : undefined;
  }
  if (!addressed(s) || s.smalltalk) return undefined;
  return act.strong ? { does: 'claim', slots, confidence: 0.9 } : { does: 'claim', slots, confidence: weak };
}

/** Numbers in the quoted message. */
export function quotedItems(line: Line, s: Situation): Ref[] {
  const text = s.quote?.text ?? line.quoted?.text ?? '';
  const found = [...text.matchAll(/(?:^|[^0-9月.:/第-])([0-9]{1,5}) ?([A-D])?(?=号(?![楼线门])|[ :：、.]|[A-D]|$)/g)];
  const refs = found.map((m): Ref => (m[2] ? { number: Number(m[1]), shift: m[2] } : { number: Number(m[1]) }));
  return refs.filter((r) => exists(r, s)).slice(0, 3);
}

const several =
  /^(?:我|俺)?(?:(?<all>全部?|都|[两二三四五]个)|前(?<n>[两二三四五2-5])个)(?:我|俺)?(?:都|全)?(?:报|要|参加|去|来|可以|领|认领)(?:名|一下|上|了|吧)*$/;

/** 前两个都报, 三个我都要: several of what was shown. */
function severalShown(line: Line, s: Situation): Meaning | undefined {
  const post = freshPost(s);
  const found = several.exec(line.whole.text.replace(/[\s。!！~]/g, ''));
  if (!found || !post || post.refs.length < 2) return undefined;
  const count = found.groups?.['n'] ? (readNumeral(found.groups['n']) ?? 0) : post.refs.length;
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
  const { target, confidence } = fromPost(post);
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

/** Numbers elsewhere in the line, standing for themselves: “{B} 共享单车 我+李想，2人”, “疏导交通我也去，{D}”. */
function strayRefs(line: Line): Ref[] {
  return line.pieces
    .concat(line.sentences)
    .flatMap((c) => (/^(?:Ⓡ|Ⓑ)|(?:Ⓡ|Ⓑ)$/.test(c.skeleton) && !c.mood.past ? refsOf(c) : []))
    .filter((r, i, all) => all.findIndex((o) => o.number === r.number && o.shift === r.shift) === i);
}

function meaningOf(act: Act, line: Line, s: Situation): Meaning | undefined {
  const inAct = refsOf(act.clause);
  const refs = inAct.length > 0 ? inAct : strayRefs(line);
  if (refs.length > 0) return byNumber(refs, act, line, s);
  const nth = /Ⓝ/.test(act.clause.skeleton) ? nthOf(act.clause, s) : undefined;
  if (nth) return { does: 'claim', slots: { refs: [nth], ...extras(line, act) }, confidence: 0.94 };
  const words = act.rest.replace(/[ⓉⒸⓂⓅⒽⒹ⊕Ⓐ]/g, '').replace(/^(?:的|那|这|在|我)+|(?:那个|这个|的活|的事|的)$/g, '');
  if (words && !explained.test(words) && !explained.test(act.rest)) return byWords(act, words, line, s);
  const neighbours = line.sentences.filter((c) => c.at !== act.clause.at && !c.mood.question).map((c) => c.text);
  for (const text of neighbours)
    if (describesWork(text) || s.items !== 'any') {
      const found = byWords(act, text, line, s);
      if (found && (found.target || s.items === 'any') && act.strong) return found;
    }
  return (
    (/Ⓣ/.test(act.rest) || /Ⓣ/.test(act.clause.skeleton) ? byDay(act, line, s) : undefined) ?? byPost(act, line, s)
  );
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

/** 周六可以 周日不行: one of the days that a post offered. */
function offeredDay(line: Line, s: Situation): Meaning | undefined {
  const days = freshPost(s)?.dates;
  if (!days) return undefined;
  if (
    /^(?:我|俺)?(?:两天|都|哪天|每天)(?:都|我)?(?:可以|行|有空|能来|能去|没问题|去|来)(?:的|吧|啊|哈|了)*$/.test(
      line.whole.text,
    )
  )
    return { does: 'claim', slots: { when: { start: days[0]!, end: null, dates: days } }, confidence: sure };
  for (const clause of line.pieces) {
    if (
      !/^(?:我|俺)?Ⓣ(?:我|俺|的|也|都|倒是|上午|下午)*(?:可以|行|有空|能来|能去|没问题|ok|OK|来|去|没事|有时间)(?:的|吧|啊|哈|了)*$/.test(
        clause.skeleton,
      )
    )
      continue;
    const when = dateSlots(clause.text, line.now);
    if (when.date && days.includes(when.date))
      return { does: 'claim', slots: { ...when, ...partyOf(line) }, confidence: 0.93 };
  }
  return undefined;
}

/** Spoken to the bot, a piece of work with a day or a number of people is a claim without a verb: 周六垃圾分类 两个人. */
function verbless(line: Line, s: Situation): Meaning | undefined {
  if (!addressed(s) || line.text.length > 20 || line.mood.question || s.role === 'leader') return undefined;
  const work = workOf(line.text);
  const size = readParty(line.text);
  if (!work || (size === undefined && !(line.times.date && s.mention))) return undefined;
  if (/了|坏|漏|谁|没|不|帮|缺|需要|想|要|小时|分钟|记录/.test(line.text)) return undefined;
  const found = s.items === 'any' ? {} : hinted(line.text, s);
  return {
    does: 'claim',
    slots: { hint: work, ...line.times, ...partyOf(line) },
    confidence: found ? 0.9 : likely,
    ...(found?.refs ? { target: found.refs } : {}),
  };
}

/** A correction of one's line in a list: 接龙第4个是我，叫孙丽. */
function lineInList(line: Line): Meaning | undefined {
  if (!/(?:接龙|名单|列表)[^。]{0,6}第?(?:[0-9]+|[一二三四五六七八九十]+)个?(?:那个)?是我/.test(line.text))
    return undefined;
  const name = /(?:叫|是|名字是?|改成)([\u4e00-\u9fff]{2,4})$/.exec(line.original.trim())?.[1];
  return { does: 'claim', slots: { ...(name && looksLikeName(name) ? { names: [name] } : {}) }, confidence: 0.9 };
}

/** Reads claims. One line makes one claim; several numbers stay together in it. */
export const readClaim: MeaningReader = (line, s) => {
  const first =
    bareAnswer(line, s) ??
    resized(line, s) ??
    offeredDay(line, s) ??
    lineInList(line) ??
    severalShown(line, s) ??
    oneWord(line, s);
  if (first) return [first];
  let best: Meaning | undefined;
  for (const clause of clauses(line)) {
    const acts = actsOf(clause);
    if (acts.length === 0 || !spoken(clause, line)) continue;
    for (const act of acts) {
      const meaning = meaningOf(act, line, s);
      if (meaning && meaning.confidence > (best?.confidence ?? 0)) best = meaning;
    }
  }
  best ??= verbless(line, s);
  return best ? [best] : [];
};
