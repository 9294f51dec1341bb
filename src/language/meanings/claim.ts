/** Taking something on: 报名3号, 教手机那个我报一个, 算我一个, 第二个, 我替你. */
import type { Situation } from '../../chat/context.ts';
import type { Meaning, Ref, Slots } from '../../chat/meaning.ts';
import { describesWork, workOf } from '../activity-words.ts';
import type { Line } from '../line.ts';
import { looksLikeName, readBeneficiary } from '../person.ts';
import { dateSlots } from '../when.ts';
import { exists, freshPost, hinted, nthOf, onDay, refsOf, sameRef } from '../which.ts';
import { type Act, actsOf } from './claim-act.ts';
import { answerToPost } from './claim-answer.ts';
import { allOfClaim } from './claim-bag.ts';
import { takesDescribed } from './claim-described.ts';
import { takenFromList } from './claim-list.ts';
import { exclaims, spoken } from './claim-meant.ts';
import { fromPost, readShortClaim, verbless } from './claim-short.ts';
import { quotedItems, quotedWork } from './quoted.ts';
import { addressed, certain, likely, type MeaningReader, sure, weak } from './reader.ts';

/** Words that say nothing beside a claim. Taken out one by one: as one repeated pattern they would search for ever. */
const fillers =
  /Ⓡ|Ⓑ|Ⓝ|Ⓣ|Ⓒ|Ⓜ|Ⓟ|Ⓗ|Ⓓ|⊕|[、,和跟与/号的]|这个|那个|这场|那场|活动|任务|需求|单子?|活儿?|事情?|项目|班次?|名额|位子?|志愿|服务|我们?|俺|咱|也|都|就|那|好|嗯|行|可以|没问题|[吧啊呀哈哦啦喽呗嘛了吗]|小助手|小援|麻烦|请|你好|您好|帮我|能不能|可不可以|能否|可以吗|哎|诶|呃|嗨|喂|这次|这回|这忙|这事|这活|这单|请问|问下|还有名额|有名额|我要|我想|要|想|名字?叫?|正好|刚好|没事|有空|在家|闲着|老师|书记|大家好|早|收到|谢谢|一定|必须|肯定|务必/g;
const explains = (rest: string) => rest.replace(fillers, '') === '';

function namesApart(line: Line): string[] {
  return line.original.split(/[\s,，、]+/).filter((p) => p.length <= 4 && looksLikeName(p) && !/^我/.test(p));
}

/** What the whole line adds to a claim: how many, who, a phone, a condition. */
function extras(line: Line, act: Act): Slots {
  const names = !act.whom && /Ⓗ/.test(act.clause.skeleton) ? namesApart(line) : [];
  const phone = line.phone;
  return {
    ...line.party,
    ...(act.whom ? { names: [act.whom] } : names.length > 0 ? { names } : {}),
    ...(phone ? { phone } : {}),
    ...(/没人|都不去|没有人|缺人|人不够|不够|凑不/.test(line.text) &&
    /要是|如果|的话|万一|没人.{0,4}(?:那|就)/.test(line.text)
      ? { ifNobody: true as const }
      : {}),
  };
}

/** A claim by words: 教手机那个我报一个. */
function byWords(act: Act, words: string, line: Line, s: Situation): Meaning | undefined {
  // What is still looked for or broken is a need in the speaker's own words, not work that was offered.
  if (/想找|想请|坏了|漏|堵|需求|求助|没人送|没人陪/.test(words)) return undefined;
  const found = hinted(words, s);
  if (
    !found ||
    (act.loose &&
      !found.refs &&
      !/(?:那个|那场|那次|的活动)[吧啊呀哈]?$/.test(act.clause.text) &&
      (!addressed(s) || s.role === 'resident'))
  )
    return undefined;
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
  const short = leftOver.length <= 8 && /^[ⓇⒷ]/.test(act.rest) && !act.listed;
  const clear = explains(act.rest) || describesWork(leftOver) || short;
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
  if (act.loose) return undefined;
  // 报了 tells of the past as often as it claims; 我会 among other words is talk.
  if (/^(?:嗯+|哦|好|都|也)?报了/.test(line.whole.skeleton) || /算我的/.test(line.text)) return undefined;
  if (exclaims(act, line) || /(?:老公|老婆|老伴|儿子|女儿|孩子|朋友)[来去]了/.test(line.text)) return undefined;
  if (!act.strong && line.text.length > 24) return undefined;
  const slots = extras(line, act);
  const quotedRefs = s.quote || line.quoted ? quotedItems(line, s) : undefined;
  if (quotedRefs?.length) return { does: 'claim', slots: { refs: quotedRefs, ...slots }, confidence: sure };
  const asked = quotedWork(line, s);
  if (asked) return { does: 'claim', confidence: sure, ...asked, slots: { ...asked.slots, ...slots } };
  const post = freshPost(s);
  if (act.forNeed && post?.kind !== 'need') return undefined;
  if (post) {
    const { target, confidence } = fromPost(post, s);
    return confidence > 0 ? { does: 'claim', slots, confidence, ...(target ? { target } : {}) } : undefined;
  }
  if (!addressed(s) || s.smalltalk) return undefined;
  return act.strong ? { does: 'claim', slots, confidence: 0.9 } : { does: 'claim', slots, confidence: weak };
}

/** Numbers elsewhere in the line: standing for themselves (“{B} 共享单车 我+李想，2人”), or the only marked one (3号还有名额吗 有的话算我). */
function strayRefs(line: Line): Ref[] {
  const apart = [...line.pieces, ...line.sentences].flatMap((c) =>
    /^(?:Ⓡ|Ⓑ)|(?:Ⓡ|Ⓑ)$/.test(c.skeleton) && !c.mood.past ? refsOf(c) : [],
  );
  const marked = refsOf(line.whole, false);
  const found = apart.length > 0 ? apart : marked.length === 1 && !line.mood.past ? marked : [];
  return found.filter((r, i) => found.findIndex((o) => sameRef(o, r)) === i);
}

function meaningOf(act: Act, line: Line, s: Situation): Meaning | undefined {
  const inAct = refsOf(act.clause);
  const refs = inAct.length > 0 ? inAct : strayRefs(line);
  if (refs.length > 0) return byNumber(refs, act, line, s);
  const nth = /Ⓝ/.test(act.clause.skeleton) ? nthOf(act.clause, s) : undefined;
  if (nth) return { does: 'claim', slots: { refs: [nth], ...extras(line, act) }, confidence: 0.94 };
  const words = act.rest.replace(/[ⓉⒸⓂⓅⒽⒹ⊕Ⓐ]/g, '').replace(/^(?:的|那|这|在|我)+|(?:那个|这个|的活|的事|的)$/g, '');
  if (words && !explains(words) && !explains(act.rest)) return byWords(act, words, line, s);
  const neighbours = line.sentences
    .filter((c) => c.at !== act.clause.at && (!c.mood.question || /的话/.test(act.clause.text)))
    .map((c) => c.text);
  for (const text of neighbours)
    if (describesWork(text) || s.items !== 'any') {
      const found = byWords(act, text, line, s);
      const meant = act.strong || /的话/.test(act.clause.text);
      if (found && (found.target || s.items === 'any') && meant) return found;
    }
  return (
    (/Ⓣ/.test(act.rest) || /Ⓣ/.test(act.clause.skeleton) ? byDay(act, line, s) : undefined) ?? byPost(act, line, s)
  );
}

/** Claims whose words come in any order, with a number or under a fresh post. */
function unordered(line: Line, s: Situation): Meaning | undefined {
  const short = line.text.length <= 16;
  for (const clause of [line.whole, ...line.clauses]) {
    const refs = refsOf(clause);
    const numbered = refs.length > 0;
    const post = numbered ? undefined : (freshPost(s) ?? quotedItems(line, s)[0]);
    if (!numbered && clause !== line.whole && !short) continue;
    if ((!numbered && !post) || !allOfClaim(clause, numbered) || !spoken(clause, line)) continue;
    const act: Act = { clause, rest: '', strong: true };
    if (numbered)
      return {
        does: 'claim',
        slots: { refs, ...extras(line, act) },
        confidence: refs.every((r) => exists(r, s)) ? 0.95 : 0.6,
      };
    const meaning = byPost(act, line, s);
    if (meaning) return meaning;
  }
  return undefined;
}

/** Reads claims. One line makes one claim; several numbers stay together in it. */
export const readClaim: MeaningReader = (line, s) => {
  const first = readShortClaim(line, s) ?? takenFromList(line, s);
  if (first) return [first];
  let best: Meaning | undefined;
  // 五号，我们办公室去四个人: the number belongs to what follows.
  const [head] = line.sentences;
  const apart = head !== undefined && /^(?:Ⓡ|Ⓑ)(?:的?活动|任务)?$/.test(head.skeleton) && line.sentences.length > 1;
  for (const clause of apart ? [line.whole, ...line.clauses] : line.clauses) {
    const acts = actsOf(clause);
    if (acts.length === 0 || !spoken(clause, line)) continue;
    for (const act of acts) {
      const meaning = meaningOf(act, line, s);
      if (meaning && meaning.confidence > (best?.confidence ?? 0)) best = meaning;
    }
  }
  if (!best || best.confidence < sure) best = unordered(line, s) ?? best;
  if (!best || best.confidence < sure) best = answerToPost(line, s) ?? best;
  if (!best || best.confidence < sure) best = takesDescribed(line, s) ?? best;
  best ??= verbless(line, s);
  return best ? [best] : [];
};
