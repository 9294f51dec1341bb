/** Taking something on: 报名3号, 教手机那个我报一个, 算我一个, 第二个, 我替你. */
import type { LastPost, Situation } from '../../chat/context.ts';
import type { Meaning, Ref, Slots } from '../../chat/meaning.ts';
import { describesWork } from '../activity-words.ts';
import { frame } from '../frame.ts';
import { type Clause, clauses, type Line } from '../line.ts';
import { readParty, readResize } from '../party.ts';
import { looksLikeName, readBeneficiary } from '../person.ts';
import { readPhone } from '../phone.ts';
import { dateSlots } from '../when.ts';
import { exists, freshPost, hinted, nthOf, onDay, refsOf } from '../which.ts';
import { addressed, certain, likely, type MeaningReader, sure, weak } from './reader.ts';

const own = {
  /** Verbs that mean nothing but taking on. */
  verb: '(?:报名参加|报名|报上|报个名|报下名|报一?个|报|认领|认下|认|领取|领走|领下|领|接单|接下来?|接手|接|抢单|抢|参加|参与|加入|占个?|揽下|揽|拿下|包了|申请|预约|登记|候补|选|要)',
  /** Verbs that mean it only with 我 before them and nothing after. */
  go: '(?:去|来|上|干|做|弄|顶|顶上|可以|能去|能来|能上|有空|有时间|行|没问题|ok|OK|愿意|包了|负责|搞定|帮忙|帮|搭把手|处理|跑一趟|走一趟|去一趟|去弄|去做|去修|去看看|去办|来弄|来办|来做|来修|来换|去换|来帮|去帮|过去|来吧|去吧|承包|会|熟|顺路)',
  /** Whole phrases that count somebody in. */
  count:
    '(?:算上?(?:我们?|俺们?|咱们?|吾)(?:一个|一份|一员|Ⓒ|俩|仨|两个?|⊕)?|(?:加|带|添|留|给|写|记|添上|加上|带上|记上|写上|报上|算)(?:上|给)?(?:我|俺|吾)(?:一个|一份|俩|仨|个名额|个位置?|个名|一位|一名|名字)?|(?:给|替|帮)(?:我|俺)(?:报|留|占|记|登记|加)(?:一?个|上|一份|名|个名|上名|一下|个位|个名额)?|我⊕|⊕|举手|报名⊕|我我我?|让(?:我|俺)(?:去|来|上|接)|(?:这个|这单|这活|它)?(?:交给|给|归|留给|让给|派给)(?:我|俺)|包在我身上)',
  done: '(?:一下|一个|个|下|上|了|到|名|一份|一位|一名|一员){0,3}',
  tail: '(?:Ⓒ|⊕|Ⓣ|Ⓜ|Ⓟ|Ⓗ|Ⓓ|{soft}|{nod}|都行|都可以|全天|两个人|和我?(?:老公|老婆|老伴|爱人|儿子|女儿|妈|爸|孩子)|带(?:我)?(?:老公|老婆|老伴|爱人|儿子|女儿|孩子|娃)|一起){0,3}',
};
/** Verb first: what follows must be numbers, a description or nothing. */
const verbFirst = new RegExp(
  frame('{lead}(?:{me}|(?:帮|替|给)(?<whom>[\\u4e00-\\u9fff]{1,4}?)|Ⓗ)?{adv}(?:{verb}){done}', own).source.replace(
    /\$$/,
    '(?<rest>.*)$',
  ),
);
/** Verb last: what stands before must be numbers, a description or nothing. */
const verbLast = new RegExp(frame('{me}{adv}(?:{verb}|{go}){done}{tail}', own).source.replace('^', '^(?<rest>.*?)'));
/** No subject is needed after a number with a verb that says enough: 3号接了, 12 认领. */
const verbOnly = new RegExp(frame('(?:{adv})(?:{verb}){done}{tail}', own).source.replace('^', '^(?<rest>.*?)'));
const counted = new RegExp(frame('(?:{me}{adv})?{count}{done}{tail}', own).source.replace('^', '^(?<rest>.*?)'));
/** Standing in for somebody: only a number, a quoted refusal or a call for cover says where. */
const cover = new RegExp(
  frame(
    '(?:{me}){adv}(?:替|顶替|代替|顶|代|补位|补上|补)(?:他|她|你|您|Ⓗ|[小老][\\u4e00-\\u9fff]|[\\u4e00-\\u9fff]{1,2}(?:姐|哥|阿姨|叔|老师))?(?:去|来|班|一下|上|值|位|这个)?{tail}',
    own,
  ).source.replace('^', '^(?<rest>.*?)'),
);
/** A number and people are a claim as people write it in lists: 3号 王建国 2人. */
const listed = frame(
  '{lead}(?<rest>{refs}{thing}(?:(?:Ⓗ|Ⓒ|⊕|Ⓜ|我们?|俺们?|带?我?和?我?(?:老公|老婆|老伴|儿子|女儿|妈|爸|孩子)|算我|加我){1,5})){soft}{nod}',
  own,
);
/** What makes a condition harmless: it is about seats or about somebody to go. */
const aboutSeats =
  /没人|没有人|都不去|缺人|人不够|凑不[够齐]|(?:还)?(?:有|缺|差|要|剩)(?:空位|名额|位子?|位置|人|空)|(?:来|去)不了|不(?:来|去|能来)的话|满了/;
const wavering =
  /可能|也许|看情况|再说|不一定|说不定|没准|到时候|尽量|争取|考虑|想想|再看|再定|不确定|未必|应该能|大概能|如果能|问问|商量|看看(?:时间|能不能|有没有)/;
const explained =
  /^(?:Ⓡ|Ⓑ|Ⓝ|Ⓣ|Ⓒ|Ⓜ|Ⓟ|Ⓗ|Ⓓ|⊕|[、,和跟与/号的]|这个|那个|这场|那场|活动|任务|需求|单子?|活儿?|事情?|项目|班次?|名额|位子?|志愿|服务|我们?|俺|咱|也|都|就|那|好|嗯|行|可以|没问题|[吧啊呀哈哦啦喽呗嘛了]|小助手|小援|麻烦|请|你好|您好|帮我|我要|我想|要|想|名字?叫?)*$/;

interface Act {
  clause: Clause;
  /** What the frame leaves: numbers, a day, a description, or nothing. */
  rest: string;
  /** Says by itself that something is taken on, also without 我 or a number. */
  strong: boolean;
  whom?: string;
}

function actOf(clause: Clause): Act | undefined {
  const skeleton = clause.skeleton;
  if (skeleton.length > 44 || !skeleton) return undefined;
  const row = listed.exec(skeleton);
  if (row) return { clause, rest: row.groups!['rest']!, strong: true };
  const count = counted.exec(skeleton);
  if (count) return { clause, rest: count.groups!['rest']!, strong: true };
  const first = verbFirst.exec(skeleton);
  if (
    first &&
    (/我|俺|咱/.test(skeleton) || /^.{0,4}(?:报名|认领|Ⓗ|接单|抢单|参加|报|领|接|抢|候补|申请)/.test(skeleton))
  )
    return { clause, rest: first.groups!['rest']!, strong: true, ...whom(first.groups!['whom']) };
  const last = verbLast.exec(skeleton);
  if (last)
    return {
      clause,
      rest: last.groups!['rest']!,
      strong: new RegExp(`${own.verb}`).test(skeleton.slice(last.groups!['rest']!.length)),
    };
  const stands = cover.exec(skeleton);
  if (stands)
    return {
      clause,
      rest: stands.groups!['rest']!.replace(/.*(?:来不了|去不了|不来|不去|有事)的?话?$/, ''),
      strong: false,
    };
  const only = verbOnly.exec(skeleton);
  if (only && /Ⓡ|Ⓑ/.test(only.groups!['rest']!)) return { clause, rest: only.groups!['rest']!, strong: true };
  return undefined;
}

const whom = (found: string | undefined) => (found && !/^(?:我|大家|你|他|她|忙)/.test(found) ? { whom: found } : {});

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
  return (
    !/(?:不|没|别)(?:想|能|会|要|打算)?(?:报|去|来|领|接|参加)/.test(clause.text) || /要不|不去.*我去/.test(line.text)
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
  const phone = readPhone(line.text);
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
  const found = hinted(words, s);
  if (!found) return undefined;
  const beneficiary = readBeneficiary(words);
  const slots: Slots = {
    hint: words,
    ...(beneficiary ? { beneficiary } : {}),
    ...dateSlots(line.text, line.now),
    ...extras(line, act),
  };
  const confidence = found.many ? likely : act.strong || found.refs ? 0.94 : sure;
  return { does: 'claim', slots, confidence, ...(found.refs ? { target: found.refs } : {}) };
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

/** Number, place in the list or day alone, under a fresh post: 3, #3, 第二个. */
function bareAnswer(line: Line, s: Situation): Meaning | undefined {
  const post = freshPost(s);
  const skeleton = line.whole.skeleton;
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
  if (words && !explained.test(words)) return byWords(act, words, line, s);
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

/** Reads claims. One line makes one claim; several numbers stay together in it. */
export const readClaim: MeaningReader = (line, s) => {
  const bare = bareAnswer(line, s);
  if (bare) return [bare];
  let best: Meaning | undefined;
  for (const clause of clauses(line)) {
    const act = actOf(clause);
    if (!act || !spoken(clause, line)) continue;
    const meaning = meaningOf(act, line, s);
    if (meaning && meaning.confidence > (best?.confidence ?? 0)) best = meaning;
  }
  return best ? [best] : [];
};
