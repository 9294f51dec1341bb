/** Answers to the question that waits: 是, 第二个, 上午九点半到十一点半, 不限人数, 13611112222, 一般般吧. */
import type { Question, Situation } from '../../chat/context.ts';
import type { Does, Meaning, Slots } from '../../chat/meaning.ts';
import { meanings } from '../../chat/meaning.ts';
import { readActivity } from '../activity.ts';
import { nothingElse, onlyDetails, readReplacing } from '../draft-words.ts';
import type { Line } from '../line.ts';
import { readNumeral } from '../numeral.ts';
import { readParty } from '../party.ts';
import { looksLikeName } from '../person.ts';
import { refsOf } from '../which.ts';
import { needSlots } from './need.ts';
import { readRating } from './opinion.ts';

const yes =
  /^(?:是|对|嗯|恩|好|行|可以|确认|确定|没错|没问题|同意|ok|yes|y|要|发|发吧|发布|中|成|得|对头|要得|必须|当然|肯定|没毛病|正确|就这样|就是这样|是滴|可|妥|得嘞|好嘞|1|解决了?|满意|通过|就这个|没事了?)(?:的|了|滴|啊|呀|吧|哈|哒|嗯|是|好|行|呢|啦|嘞|对|可以|[,，。!！~ ]|都发|发布?|发?(?:到)?群里|发出去|谢谢你?|麻烦了?|辛苦了?|取消|报名|退掉?|确认|没错|就这样|没问题|吧发|要|帮我|我|去|报|来|都|认领|它|满意|了解)*$/i;
const no =
  /^(?:不|否|别|算了|先不|先别|不要|不是|不用|不行|不对|错了|取消|no|n|没有?|还没|不发|再想想|再说|等等|等一下|暂时不|不了|不必|不需要|拒绝|不确认|不同意|甭|莫|2$|没解决|并没有|改一下|不满意)(?:的|了|啊|呀|吧|哈|发|用|要|行|对|是|算了|谢谢|取消|[,，。!！~ ]|不|别|先|报|退|去|我|再|想|看看|一下|这样|解决)*$/i;
const bareYes = /^(?:是的?|对的?|好的?|嗯+|行|可以|发吧?)[。.!！~ ]*$/;
const stop =
  /^(?:算了|取消|不(?:发|弄|报|用|要|填|说)了|退出|停|先这样|不想(?:填|说|弄)了?|不方便(?:说|给)?)[吧了啊,，。!！ ]*/;

function choiceOf(line: Line, q: Question): number | undefined {
  const text = line.text.trim();
  const count = q.options?.length ?? q.refs?.length ?? 0;
  const nth = line.uses.find((u) => u.owner === 'nth')?.value;
  if (nth !== undefined) return nth > 0 ? nth : count + nth + 1;
  const refs = refsOf(line.whole);
  const byRef = refs.length === 1 && q.refs ? q.refs.findIndex((r) => r.number === refs[0]!.number) + 1 : 0;
  const plain = /^(?:选|要|回复?)? ?([0-9]{1,2}|[一二两三四五六七八九十])(?:号|个|吧|了|[.。、])?$/.exec(text)?.[1];
  const number = (plain && readNumeral(plain)) || undefined;
  if (byRef > 0 && !(number !== undefined && q.options && number <= q.options.length)) return byRef;
  if (number !== undefined && number >= 1 && (count === 0 || number <= count)) return number;
  const same = q.options?.findIndex((o) => text.length >= 2 && (o.includes(text) || text.includes(o))) ?? -1;
  return same >= 0 ? same + 1 : undefined;
}

/** What an answer of each kind gives; undefined when the line is no such answer. */
const readers: Record<Question['slot'], (line: Line, q: Question) => Slots | undefined> = {
  confirm: (line, q) => yesNo(line, q.dialogue),
  solved: (line) => {
    const rating = readRating(line.text);
    const answer = solvedOrNot(line);
    return answer && { ...answer, ...(rating ? { rating } : {}) };
  },
  choice: (line, q) => {
    const choice = choiceOf(line, q);
    return choice ? { choice } : yesNo(line);
  },
  item: (line, q) => {
    const refs = refsOf(line.whole);
    const choice = choiceOf(line, q);
    return refs.length > 0 ? { refs } : choice ? { choice } : { text: line.text };
  },
  time: (line) => {
    const when = line.times;
    const duration = line.minutes;
    return when.when || duration
      ? { ...when, ...(duration ? { durationMin: duration } : {}), text: line.text }
      : undefined;
  },
  seats: (line) => {
    if (
      /不限|没有?限制|不封顶|不?设?(?:不设|没有?|不定)上限|来多少|多少都行|几个都[行可]|多多益善|越多越好|都行|随便|无限/.test(
        line.text,
      )
    )
      return { text: '不限' };
    if (/^(?:就|只有?)?(?:我|俺)(?:自己)?(?:一个)?人?[吧啊]?$/.test(line.text.trim())) return { seats: 1 };
    const number = /([0-9]{1,4}|[一二两三四五六七八九十百]{1,4}|[俩仨])/.exec(
      line.text.replace(/一(?:共|起|块|家)/g, ''),
    )?.[1];
    const seats =
      readParty(line.text) ?? (number ? readNumeral(number.replace('俩', '两').replace('仨', '三')) : undefined);
    return seats ? { seats } : undefined;
  },
  place: (line) => {
    const place = line.place;
    const phone = line.phone;
    const said = { ...(place ? { place } : {}), ...(phone ? { phone } : {}) };
    return place
      ? { ...said, text: line.text }
      : line.text.length <= 30
        ? { ...said, venue: line.original, text: line.text }
        : undefined;
  },
  phone: (line) => {
    const phone = line.phone;
    const place = line.place;
    return phone ? { phone, ...(place ? { place } : {}), text: line.text } : undefined;
  },
  rating: (line) => {
    const alone = /^[1-5一二三四五]$/.test(line.text.trim()) ? readNumeral(line.text.trim()) : undefined;
    const rating = alone ?? readRating(line.text, /(?:非常|很|特别|十分|太)满意/.test(line.text));
    return { ...(rating ? { rating } : {}), text: line.text };
  },
  title: (line) => ({ title: line.original, text: line.original }),
  what: (line) => ({ text: line.original }),
  skill: (line) => ({ text: line.original }),
  text: (line) => ({ text: line.original, ...(line.place ? { place: line.place } : {}) }),
  name: (line) => {
    const said = line.original.replace(/^(?:我叫|我是|叫|姓名|名字)[:： ]*/, '').trim();
    // 罗建平 建设的建 平安的平: how it is written is told behind the name.
    const [head = said, ...behind] = said.split(/[\s,，]+/);
    const found = behind.length > 0 && behind.every((part) => /的/.test(part)) ? head : said;
    return found.length <= 12
      ? { names: [found], text: line.original, ...(looksLikeName(found) ? {} : {}) }
      : undefined;
  },
};

/** Whether a line says that it is solved: in a word, or by what works again. */
function solvedOrNot(line: Line): Slots | undefined {
  const said = yesNo(line);
  if (said) return said;
  // 不错 and 不漏了 deny nothing.
  const text = line.text.replace(/不错|没(?:得说|问题|毛病|事)|不(?:漏|堵|闪|响|滴|卡)了|不(?:用|麻烦)再?/g, '好了');
  const stars = readRating(line.text);
  if (stars !== undefined && stars >= 4) return { answer: 'yes' };
  if (/好了|解决|弄好|热了|亮了|通了|能(?:看|用|走|开|上网)了|行了|满意|利索/.test(text) && !/没|不/.test(text))
    return { answer: 'yes' };
  return /没|不|又|还/.test(text) ? { answer: 'no', text: line.text } : undefined;
}

/** The verb of the question itself is a yes: 报吧 to 要报 3 号吗, 取消 to 要取消 3 号的报名吗. */
const repeats: Partial<Record<string, RegExp>> = {
  claim:
    /^(?:是|对|嗯+|好|要|行|就)*(?:的)?[,，\s]*(?:我|俺)?(?:要|想|帮我|给我|麻烦)?(?:报|报名|参加|认领|领|接|去|加|算我)(?:上|一个|个名|我)*(?:它|这个)?(?:吧|啊|呀|了|的|哈|呗|谢谢)*$|^(?:就|要)(?:它|这个|这个吧|是它)(?:了|吧)?$/,
  release:
    /^(?:是|对|嗯+|好|要|行|就)*(?:的)?[,，\s]*(?:我|俺)?(?:要|想|帮我|给我|麻烦)?(?:取消|退|退掉|退了|退出|撤|撤掉|去不了|来不了|不去)(?:掉|它|这个)?(?:吧|啊|呀|了|的|哈|呗|谢谢|麻烦)*$/,
};

function yesNo(line: Line, dialogue = ''): Slots | undefined {
  const text = line.text.trim();
  if (text.length > 24) return undefined;
  if (repeats[dialogue]?.test(text)) return { answer: 'yes', text };
  if (dialogue && /^(?:搞|弄|说|选|点|打|报)错了?/.test(text)) return { answer: 'no', text };
  if (no.test(text)) return { answer: 'no', text };
  return yes.test(text) ? { answer: 'yes', text } : undefined;
}

/** Agreement in other words, where nobody else is spoken to: 没问题，发出去; 来; 好，我顶上. */
const agrees =
  /^(?:嗯+|好|行|可以|没问题|没错|没意见|对|是|ok|中|成|要|发|来|去|我(?:来|去|顶|上)|确认|准|同意|就这样|就按|按这个|当然|必须|妥|可|照)/i;
const takesBack = /不|别|先|改|换|等|但|可是|还|再|[吗呢?？]|没(?!问题|错|意见|事)|[0-9]|算了|取消|退/;

function agreement(line: Line, q: Question, s: Situation): Slots | undefined {
  const text = line.text.trim();
  const fits = q.slot === 'confirm' && s.chat === 'direct' && text.length <= 16;
  return fits && agrees.test(text) && !takesBack.test(text) ? { answer: 'yes', text } : undefined;
}

/** A draft waits for its yes, and gets one more detail instead: 要3个人, 时间改成三点, 在活动室. */
function addition(line: Line, q: Question): Slots | undefined {
  if (q.slot !== 'confirm' || q.dialogue !== 'publish' || line.mood.question) return undefined;
  const fits = onlyDetails(line.text, line.now) || readReplacing(line.text) !== undefined;
  return fits ? { text: line.text } : undefined;
}

/** What was asked about an activity; a sentence about something else fills no gap of it. */
function ofActivity(line: Line, q: Question, slots: Slots | undefined): Slots | undefined {
  if (!slots || q.dialogue !== 'publish' || slots.answer) return slots;
  if (q.slot === 'title') {
    // Asked what it is, people say the whole of it.
    const found = readActivity(line.text, line.now);
    const full = found.when?.start?.length === 16 || found.seats || found.shifts;
    return found.title && full ? { ...found, text: line.text } : slots;
  }
  if (q.slot !== 'time' && q.slot !== 'seats') return slots;
  if (slots.text === '不限') return slots;
  return nothingElse(line.text, line.now) ? { ...slots, text: line.text } : undefined;
}

const isDoes = (word: string): word is Does => word in meanings;

/** The meaning that an answer carries on: yes and no for confirmations, else what the dialogue does. */
function meaningOf(slots: Slots, q: Question): Meaning {
  const target = q.refs?.length ? { target: q.refs } : {};
  if (q.slot === 'confirm' && slots.answer)
    return { does: slots.answer === 'no' ? 'no' : 'yes', slots, confidence: 0.97, ...target };
  if (q.dialogue === 'claim' && slots.seats)
    return { does: 'claim', slots: { ...slots, partySize: slots.seats }, confidence: 0.95, ...target };
  const does = isDoes(q.dialogue) ? q.dialogue : q.slot === 'rating' || q.slot === 'solved' ? 'rate' : 'other';
  return { does, slots, confidence: 0.95, ...target };
}

/**
 * Reads the answer to the waiting question.
 * In the group only short answers count as one, since people talk there meanwhile.
 */
export function readAnswer(line: Line, s: Situation): Meaning | undefined {
  const q = s.question;
  if (!q) return undefined;
  if (s.chat === 'group' && line.text.length > 30 && !s.mention) return undefined;
  if (line.mood.question && q.slot !== 'confirm') return undefined;
  if (q.slot !== 'confirm' && q.slot !== 'solved' && q.slot !== 'rating' && stop.test(line.text))
    return meaningOf({ answer: 'no', text: line.text }, { ...q, slot: 'confirm' });
  // Nothing was asked that 是 could answer: what is missing is asked again.
  if (q.dialogue === 'publish' && q.slot !== 'confirm' && bareYes.test(line.text))
    return meaningOf({ answer: 'yes', text: line.text }, { ...q, slot: 'confirm' });
  const slots = ofActivity(line, q, readers[q.slot](line, q)) ?? addition(line, q) ?? agreement(line, q, s);
  if (!slots) return undefined;
  // An answer about a need is read like a need: kind, haste, door and phone may all stand in it.
  return meaningOf(
    q.dialogue === 'reportNeed' && !slots.answer ? { ...needSlots(line.text, line.now), ...slots } : slots,
    q,
  );
}

/** Slots whose answer may be any words, so that words of another kind have to be told apart from an answer. */
const open: ReadonlySet<Question['slot']> = new Set([
  'place',
  'title',
  'what',
  'skill',
  'text',
  'name',
  'item',
  'rating',
]);
const other: ReadonlySet<Does> = new Set([
  'mine',
  'help',
  'listActivities',
  'listNeeds',
  'board',
  'undo',
  'checkIn',
  'checkOut',
  'withdraw',
]);

/** Whether a line leaves the waiting question and asks for something else: 我都报了啥 is no door number. */
export function changesSubject(q: Question, free: readonly Meaning[]): boolean {
  if (!open.has(q.slot)) return false;
  return free.some(
    (m) => m.does !== q.dialogue && m.confidence >= 0.92 && (other.has(m.does) || m.slots.refs !== undefined),
  );
}
