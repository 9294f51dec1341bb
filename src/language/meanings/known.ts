/**
 * Taking on where it is known what is on: a promise in the first person, and one thing that the line can mean by it.
 * Frames must explain every word of a line, because they know nothing else; here the state carries the weight, and the words
 * between promise and thing may be any. Pure.
 */
import type { Situation } from '../../chat/context.ts';
import type { Ref, Slots } from '../../chat/meaning.ts';
import { describesWork } from '../activity-words.ts';
import type { Clause, Line } from '../line.ts';
import { readMood } from '../mood.ts';
import { readParty } from '../party.ts';
import { looksLikeName } from '../person.ts';
import { match, says } from '../says.ts';
import { onDay, sameRef } from '../which.ts';
import { resized } from './known-resize.ts';
import { byNumber, byPart, byWords, named, plain, timeFits } from './known-which.ts';
import { addressed, type MeaningReader } from './reader.ts';

const me = '(?:我们?|俺们?|咱们?|本人)';
const small =
  '(?:也|都|就|还|再|先|自己|一个人|可以|能|愿意|想要?|要|来|去|过来|过去|一起|一块儿?|正好|刚好|肯定|一定|必须|这边|给|得|还是|全程|准时|马上|顺路|顺便|倒是|随时|(?:今|明|后)[天儿早晚]?|早上|上午|中午|下午|晚上|傍晚|一会儿?|待会儿?|等会儿?|回头|这就|现在|下班|饭后)*';
const deed =
  '(?:[去来到]一?趟|过去|过来|去|来|上|干|报名?|报上|报个名|参加|加入|认领|认下?|领下?|接单|接手|接下来?|接|包|可以|行|没问题|有空|有时间|顶上|顶|补上|补|负责|搞定|搭把手|帮把手|帮忙|陪(?:着|同|他|她|老人家?)?(?:去|走|看)?|(?:送|拿|取|搬|抬|扛|背|拎|提|捎|带|推)(?:上|下|过|回)?(?:去|来|楼)|借(?:给)?(?:她|他|您)?|顺路|引导|站岗?|值守|送|弄|修|换|搬|抬|扛|背|拎|提|捎|运|装|量|教|通|剪|洗|擦|扫|取|拿|买|喂|遛|候补|排个?(?:候补|队)|排着|等着)';
const tail =
  '(?:吧|啊|呀|哈|哦|啦|喽|咯|呗|噻|嘛|了|的|呢|哟|嘞|一下|一个|一份|一位|一名|个|名|下|走|上|他|她|看看?|试试|就行|行不|行吗|可以吗|好吗|成不|哈|也行|一起|搭把手|帮忙|谢谢|[\\s~!。.])*';
const kin = '[\\u4e00-\\u9fff]{1,4}';
/** Promises at the end of a clause, and words that count somebody in. */
const promises: readonly RegExp[] = [
  new RegExp(`${me}${small}${deed}${tail}$`),
  new RegExp(
    `(?:算|加|带|添|留|记|写|登记|报|补|叫|喊|拉|捎)上?(?:个|一个)?${me}(?!们?的)(?:们?(?:一个|一份|一位|俩|仨|[0-9一二两三四五]个人?))?${tail}`,
  ),
  new RegExp(
    `(?:给|帮|替)${me}(?:们)?(?:和${kin}|自己)?(?:也|都|再|先|就)*(?:加|记|报|留|排|登|写|占|算|候补)(?:上|下|进去)?(?:个|一个|一下|一份)?(?:候补|位置?|名额?|队)?${tail}$`,
  ),
  new RegExp(`(?:归|交给|让给|留给|给|换|让|放着)${me}(?:去|来|上|吧|办|做|弄)*${tail}$`),
  new RegExp(`(?:有|那班|那场|那个|这个|那趟|那条)${me}${tail}$`),
  new RegExp(`${me} ?[+＋]|(?:^|[^0-9A-Za-z])[+＋]1${tail}$`),
  new RegExp(`${me}(?:带|跟|和|与)(?:上|着)?(?!你|您|大家|他说|她说)${kin}`),
  new RegExp(
    `(?:^|[\\s号那这个改换转]|(?=报上|报一个))(?:报名|报上|报个名|报一个|报|认领|接了|接|领了|领|候补|排队|排候补)${tail}$`,
  ),
];
/** 电影夜我搬椅子, 测骨密度我引导老人: what one will do there. */
const duty = new RegExp(
  `${me}${small}(?:引导|搬|抬|扛|背|拎|送|陪|扫|铲|擦|洗|剪|守|值|站|带队|主持|登记|维持|布置|摆|发)(?<noun>[\\u4e00-\\u9fff]{1,4})$`,
);
/** 万用表我有一个, 我家有: what somebody wants to borrow. */
const lends = new RegExp(`${me}(?:家|家里|这儿|这里|手头)?(?:也|正好|刚好|就)?有(?:一?[个把辆台张副套])?${tail}$`);
/** 我女朋友也去扫雪: somebody close comes along. */
const alsoComes = new RegExp(
  `${me}(?:家|的)?(?:老公|老婆|老伴|爱人|媳妇|男朋友|女朋友|对象|儿子|女儿|闺女|孩子|娃|[爸妈]|同事|朋友|室友|闺蜜)(?:也|都)(?:要|想|一起|能|可以)*(?:去|来|参加|报)[\\u4e00-\\u9fff]{0,5}$`,
);
/** 防诈骗讲座我来签到引导: the promise goes on with what one will do there. */
const task = new RegExp(
  `${me}(?:也|就|都|可以|能|愿意|想|要|会)*(?:[来去](?!过|了|不|年|说|电|信)|帮忙?(?!我))[\\u4e00-\\u9fff]{1,6}$`,
);
/** 我上9点那班: which shift, not what one does. */
const hourOfShift = /(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})点(?:半)?(?:的?那|的|这)?(?:一)?(?:班|场|个)/;
/** To look after a need is to take it; to look at a market is not. */
const looks = new RegExp(
  `${me}[\\u4e00-\\u9fff]{0,4}?(?:过去|去|来|上去|下去)(?:看看?|瞧瞧?|瞅瞅?|[看瞧瞅]一[看下眼])${tail}$`,
);
/** 我去给冯大爷剪: what is done for somebody whose need is known; words passed on to them are none. */
const helps = new RegExp(
  `${me}${small}(?<deed>(?:给|帮|替|陪|送|接|扶|背|推)(?!你|您|大家|我)[\\u4e00-\\u9fff]{2,9})$`,
);
const onlySaid = /[说讲问发告转]|电话|信|拜年|留言|带话|捎话/;
const forOther =
  /(?:帮|替|给)(?:我?(?:家|们)?)?(?<whom>[\u4e00-\u9fff]{1,4}?(?:[和跟、][\u4e00-\u9fff]{1,4}?){0,3})也?(?:报|认领|占|登记|留|加|记)(?:上|个|下|一下|一个|个名|个位|名|一份)*/;

const refusal =
  /不了|不成|不上|没法|没空|没时间|(?:不|没|别|甭)(?:想|能|会|要|打算|太|再)?(?:报|去|来|领|接|参加|行|可以|方便)|算了|取消|退|放弃|撤|走不开|请假|改(?:成|为|到)/;
const past =
  /[去来到](?:过|了)(?!就|再)|(?:早(?![课上晨班饭点市起])|自己[^,，。]{0,2}[\u4e00-\u9fff]的$|已经|昨天|前天|上次|上回|去年|之前|刚才)/;
const unsure =
  /可能|也许|看情况|再说|不一定|说不定|没准|到时候|尽量|争取|考虑|再看|再定|不确定|未必|问问|商量|谁|哪位|有没有人|几个人|多少/;
/** Conditions that only ask whether a seat is left; 没人去的话 waits until the evening before. */
const seatLeft = /(?:还|要|如果|要是)*(?:有|缺|差|剩|要)(?:空位|名额|位子?|位置|人|空)|没(?:报)?满|人(?:手)?不够|满了/;
const wishes = /想(?:要)?(?:去|来|报|参加)/;
const asksSeat = /(?:有|剩|缺|满|差)[^,，。]{0,6}(?:吗|么|不|没|伐|[?？])/;
const nobodyGoes = /没人|没有人|都不[去来报]/;
/** `numbered`: by its number, not by description. */
type Found = { ref: Ref; numbered: boolean };

/** What a promise is about: a number in its clause, words beside it, or another clause of the line. */
function aboutWhat(clause: Clause, rest: string, line: Line, s: Situation): Found[] {
  const numbers = byNumber(clause, s);
  if (numbers.length > 0) return numbers.map((ref) => ({ ref, numbered: true }));
  const here = byWords(rest, line, s, 0.45);
  const shift = here ?? byPart(clause, line, s);
  if (shift) return [{ ref: shift, numbered: false }];
  // 义剪满了吗，满了我候补: what is asked about seats says which.
  const others = line.sentences.filter(
    (other) => other.at !== clause.at && (!other.mood.question || seatLeft.test(other.text)) && !past.test(other.text),
  );
  for (const other of others) {
    const stray = byNumber(other, s);
    if (stray.length > 0 && /^(?:Ⓡ|Ⓑ)|(?:Ⓡ|Ⓑ)$/.test(other.skeleton))
      return stray.map((ref) => ({ ref, numbered: true }));
    const there = byWords(other.text, line, s, 0.55);
    if (there) return [{ ref: there, numbered: false }];
  }
  const only = ofThatDay(clause, rest, line, s);
  return only ? [{ ref: only, numbered: false }] : [];
}

/** 下周一的辅导作业我报名: work by another name, on a day with one activity. */
function ofThatDay(clause: Clause, rest: string, line: Line, s: Situation): Ref | undefined {
  const day = line.times.date;
  if (!day || s.items === 'any' || !named.test(clause.text) || !describesWork(rest)) return undefined;
  const items = onDay(day, s.items).filter((item) => item.open && timeFits(clause.text, line, item));
  return items.length === 1 ? items[0]!.ref : undefined;
}

function isNeed(ref: Ref, s: Situation): boolean {
  return s.items !== 'any' && s.items.some((known) => sameRef(known.ref, ref) && known.kind === 'need');
}

function lent(ref: Ref, s: Situation): boolean {
  return s.items !== 'any' && s.items.some((known) => sameRef(known.ref, ref) && known.category === 'borrow');
}

interface Promise {
  rest: string;
  /** 老薛 in 帮老薛报一下; 我 stands for the speaker. */
  whom?: string[];
}

function promiseIn(clause: Clause, s: Situation, line: Line): Promise | undefined {
  const text = plain(clause).replace(hourOfShift, '');
  const { mood } = clause;
  if (mood.hearsay || mood.exhort || says(unsure, text) || says(past, text)) return undefined;
  if (mood.question && !/(?:行不|行吗|可以吗|好吗|成不|可以不|中不中|好不)[?？]?$/.test(clause.text)) return undefined;
  if (refusal.test(text.replace(seatLeft, '').replace(nobodyGoes, ''))) return undefined;
  if (mood.hypothesis && !seatLeft.test(text) && !nobodyGoes.test(text)) return undefined;
  // Who asks whether a seat is left, and would like to come, wants the answer first.
  if (wishes.test(text) && line.sentences.some((c) => c.mood.question && asksSeat.test(c.text))) return undefined;
  const other = match(forOther, text);
  const whom = other?.groups?.['whom'];
  const named = whom?.split(/[和跟、]/) ?? [];
  const somebody = named.some((name) => name !== '我');
  if (
    other &&
    somebody &&
    named.every((name) => name === '我' || (!/^[我俺咱你您他她]/.test(name) && looksLikeName(name)))
  )
    return { rest: text.replace(other[0], ' '), whom: named };
  for (const pattern of promises) {
    const found = match(pattern, text);
    if (found) return { rest: text.replace(found[0], ' ') };
  }
  const does = match(duty, text);
  if (does) return { rest: text.replace(does[0], does.groups!['noun']!) };
  const has = match(lends, text);
  if (has) {
    const rest = text.replace(has[0], ' ');
    const ref = byWords(rest, line, s, 0.3);
    return ref && lent(ref, s) ? { rest } : undefined;
  }
  if (says(alsoComes, text)) return { rest: text };
  const look = match(looks, text);
  if (look) {
    const rest = text.slice(0, look.index);
    const ref = byNumber(clause, s)[0] ?? byWords(rest, line, s, 0.4);
    return ref && isNeed(ref, s) ? { rest } : undefined;
  }
  const help = match(helps, text)?.groups?.['deed'];
  if (help && !onlySaid.test(help)) {
    const ref = byWords(help, line, s, 0.5);
    return ref && isNeed(ref, s) ? { rest: help } : undefined;
  }
  const goesOn = match(task, text);
  return goesOn && byWords(text.slice(0, goesOn.index), line, s, 0.5)
    ? { rest: text.slice(0, goesOn.index) }
    : undefined;
}

function slotsOf(line: Line, promised: Promise): Slots {
  const size = readParty(line.text);
  const condition = line.sentences.some(
    (clause) => nobodyGoes.test(clause.text) && /的话|要是|如果|那|就/.test(clause.text),
  );
  return {
    ...(size === undefined || promised.whom ? {} : { partySize: size }),
    ...(promised.whom ? { names: promised.whom } : {}),
    ...(condition ? { ifNobody: true as const } : {}),
  };
}

/** Longer lines are talk. */
const longest = 60;

/** Reads what somebody takes on, when the situation knows what there is to take. */
export const readKnown: MeaningReader = (line, s) => {
  if (s.items === 'any' || s.holds === 'any' || line.text.length > longest) return [];
  const { mood } = line;
  // 电影夜, 义卖 and 跳蚤市场 are no jokes and no trade where they are on.
  const beside = readMood(s.items.reduce((text, item) => text.replace(item.title, ' '), line.text));
  if (beside.trade || mood.regret || beside.joke || mood.exhort) return [];
  const size = resized(line, s);
  if (size) return [size];
  for (const clause of line.sentences) {
    const promised = promiseIn(clause, s, line);
    if (!promised) continue;
    const found = aboutWhat(clause, promised.rest, line, s);
    if (found.length === 0) continue;
    const refs = found
      .map(({ ref }) => ref)
      .filter((ref, i, all) => all.findIndex((other) => sameRef(other, ref)) === i);
    const numbered = found[0]!.numbered;
    // Who holds it already and only talks of it is not answered in the group.
    const talks = !numbered && !promised.whom && s.ownHolds?.some((held) => sameRef(held, refs[0]!));
    const slots = slotsOf(line, promised);
    if (talks && slots.partySize === undefined && !addressed(s)) continue;
    return [
      {
        does: 'claim',
        slots: numbered ? { refs, ...slots } : slots,
        confidence: 0.95,
        ...(numbered ? {} : { target: refs }),
      },
    ];
  }
  return [];
};
