/**
 * What people say in the direct chat about a need that they reported: that it was written down wrong, where it stays, that who
 * was to come cannot be reached, that it need not be done. What helpers ask again about the need that they hold, and what waits
 * for those who lead. Pure.
 */
import type { Situation } from '../../chat/context.ts';
import type { Meaning, Ref } from '../../chat/meaning.ts';
import type { Line } from '../line.ts';
import { corrects } from '../need-parts.ts';
import { readPhones } from '../phone.ts';
import { readPlaces } from '../place.ts';
import { sameRef } from '../which.ts';
import { needSlots } from './need.ts';
import { certain, sure } from './reader.ts';

/** Longer lines are stories. */
const longest = 40;
const wrong = /(?:写|打|说|弄|搞|记|报)错了?/;
const renames = /^(?:我家?的?)?(?:地址|门牌号?|电话|手机号?|号码|时间)(?:号码?)?(?:换成?|改成?|应该是|是|变成?)/;
const moves =
  /^(?:那|要不|还是|时间|上门|能不能|能|可以|可不可以|帮我|麻烦|请|就)*(?:改|换|挪|推迟|提前)(?:一下)?(?:到|成|在|为)/;
const numbered = /^(?<number>[0-9]{1,5}) ?号?(?:需求)?(?:是|应该是|不是|写错|记错)/;

/** What is said to be wrong, cut out of a correction: 3单元写错了，是4单元. */
const denied =
  /[^,，。;；]*(?:写|打|说|弄|搞|记|报)错了?[,，。;； ]*|不是[^,，。;；是]{1,16}?(?=(?:而|应该)?是)|[,，。;； ]不是[^,，。;；]*/g;

/** A correction without what it takes back. */
export function kept(text: string): string {
  const left = text.replace(denied, '');
  return /[\p{L}\p{N}]{2}/u.test(left) ? left : text;
}

const aboutOwn = (number: number, s: Situation): Ref[] | undefined => {
  const own = s.reported.filter((ref) => ref.number === number);
  return own.length > 0 ? own : undefined;
};

function amended(line: Line, s: Situation): Meaning | undefined {
  const text = line.text.trim();
  const number = numbered.exec(text)?.groups?.['number'];
  const own = number ? aboutOwn(Number(number), s) : undefined;
  const tells = readPlaces(text).length + readPhones(text).length > 0;
  const timed = line.times.when !== undefined;
  const amends =
    own !== undefined ||
    (corrects(text) && (tells || timed)) ||
    (wrong.test(text) && tells) ||
    (renames.test(text) && (tells || timed)) ||
    (moves.test(text) && timed);
  const target = own ?? (s.lately ? [s.lately] : s.reported.slice(-1));
  if (!amends || line.mood.hearsay) return undefined;
  const slots = needSlots(kept(number ? text.replace(numbered, '') : text), line.now);
  return { does: 'amend', slots: { ...slots, text }, confidence: certain, target };
}

const who = '(?:(?:来的)?人|有人|师傅|志愿者|他们?|她们?|小[\\u4e00-\\u9fff]{1,2})';
const chases = [
  new RegExp(
    `^(?:请问|那|这|今天)?(?:有)?${who}(?:会|能|要|都)?(?:来|到|接|上门|修|弄|安排|管)[^,，。不没]{0,3}(?:了没有?|了吗|没有?|吗|不|没来)[啊呀呢]?[?？]*$`,
  ),
  /^(?:能|可以|麻烦|请|你们)?(?:不能)?(?:快|赶紧|抓紧|尽快)(?:点|一点|些)?(?:来人?|派人|安排|吧|啊|呀|儿|行吗|好吗)*[!！~。.]*$/,
  /^(?:我|俺)?(?:昨天|前天|上午|刚才|之前|早上)?报的?[^,，。]{1,8}呢[?？]*$/,
  /^(?:怎么|咋)还(?:没|不)(?:见|有)?(?:人|来|到|动静|信)/,
  /^(?:还)?要?等(?:多久|到什么时候|到啥时候)/,
];
const unreachable =
  /(?:电话|手机)(?:一直|也|老是?|总是?|都)?(?:打不通|没人接|关机|停机|不接|不通)|联系不上|换(?:个|一个|别)的?人|别派(?:他|她|那)|没(?:见到|等到)人/;
const takesBack =
  /^(?:我)?(?:要|想)?(?:撤回|撤销|撤掉|取消) ?(?<number>[0-9]{1,5}) ?号?(?:需求)?(?:了|吧|啊)?[。.!！]?$/;
const thanks = /^(?:好了|行了|可以了|弄好了)[,，。!！~ ]*(?:好了|行了)?[,，。!！~ ]*(?:谢|辛苦|麻烦)/;

/** What the reporter says: undefined when it is nothing about a need of theirs. */
function ofReporter(line: Line, s: Situation): Meaning | undefined {
  if (s.reported.length === 0 || s.question?.dialogue === 'reportNeed') return undefined;
  const text = line.text.trim();
  const taken = Number(takesBack.exec(text)?.groups?.['number']);
  const back = aboutOwn(taken, s);
  if (back && s.holds !== 'any' && !s.holds.some((ref) => ref.number === taken))
    return { does: 'withdraw', slots: { refs: back }, confidence: certain };
  const amend = amended(line, s);
  if (amend) return amend;
  if (unreachable.test(text)) return { does: 'passOn', slots: { text }, confidence: sure };
  if (s.role !== 'resident' && s.holds !== 'any' && s.holds.length > 0) return undefined;
  if (chases.some((chase) => chase.test(text))) return { does: 'progress', slots: { text }, confidence: sure };
  return thanks.test(text) ? { does: 'rate', slots: { text }, confidence: sure } : undefined;
}

const asksDetails =
  /(?:电话|手机|号码|联系方式)号?(?:是|再)?(?:多少|几号|来着|是啥|发|给|报|说|有吗|呢)|(?:地址|门牌号?|住址)(?:是|再|在)?(?:哪|多少|来着|发|给|报|说|几号|呢|是啥)|(?:发|给)我?(?:一下)?(?:她|他|人家)?家?的?(?:电话|地址|门牌)|^(?:她|他|人家|那家|[\u4e00-\u9fff]{1,2}(?:奶奶|爷爷|大爷|阿姨|叔叔)|(?:家|是)?)家?(?:住|在)(?:哪|几号楼|几楼|几单元|几室)/;
const ofPerson = /电话|手机|联系|号码|家|她|他|门牌|住|奶奶|爷爷|大爷|阿姨|叔叔/;

/** 她家电话多少来着: whoever holds a need asks for its private part again. */
function ofHelper(line: Line, s: Situation): Meaning | undefined {
  if (s.items === 'any' || s.holds === 'any' || s.holds.length === 0) return undefined;
  const { items } = s;
  const held = s.holds.filter((ref) => items.some((item) => item.kind === 'need' && sameRef(item.ref, ref)));
  if (held.length === 0 || !asksDetails.test(line.text)) return undefined;
  if (held.length < s.holds.length && !ofPerson.test(line.text)) return undefined;
  return { does: 'details', slots: { text: line.text }, confidence: sure };
}

const waitsForMe =
  /^(?:今天|现在|这会儿|最近)?(?:我)?(?:还)?(?:有|还有)?(?:没有)?(?:什么|啥|哪些)?(?:事|事情|需求)?(?:要|需要|等着?|等)(?:我)?(?:去)?(?:处理|办理?|拿主意|批|受理|安排)的?(?:事|需求)?(?:吗|么|没有?|呢)?[?？]*$/;

/** 今天有什么要处理的, asked by somebody who leads. */
function ofLeader(line: Line, s: Situation): Meaning | undefined {
  const leads = s.role === 'leader' || s.role === 'teamHead';
  return leads && !s.question && waitsForMe.test(line.text.trim())
    ? { does: 'todo', slots: {}, confidence: sure }
    : undefined;
}

/** Reads what is said in the direct chat about one's own need, or about the need that one took on. */
export function readOwnNeed(line: Line, s: Situation): Meaning | undefined {
  if (s.chat !== 'direct' || line.text.length > longest) return undefined;
  return ofLeader(line, s) ?? ofReporter(line, s) ?? ofHelper(line, s);
}
