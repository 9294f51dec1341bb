/** Giving back what one holds: 退3号, 周六我来不了了, 帮我把明天的陪诊退了. */
import type { Situation } from '../../chat/context.ts';
import type { Meaning, Ref, Slots } from '../../chat/meaning.ts';
import { describesWork, workOf } from '../activity-words.ts';
import type { Clause, Line } from '../line.ts';
import { match, says } from '../says.ts';
import { dateSlots } from '../when.ts';
import { exists, freshPost, hinted, nthOf, onDay, refsOf, sameRef } from '../which.ts';
import { addressed, certain, likely, type MeaningReader, sure, weak } from './reader.ts';
import { whoseRelease } from './release-whom.ts';

/** Says by itself that something held is given back. */
export const giveBack =
  /撤[销回][^,，。]{0,6}(?:报名|认领|名额|接龙)|取消(?:掉|了|一下|我的?|报名)*|(?<!签|撤|后|倒|减|清|晋|告|打|衰|消|隐|早|病|进)退(?:掉|了|出|报|下|一下|单|名)*(?!休|伍|款|货|烧|潮|群|步|路|票|押金|订|租|学|婚|热|还|税|换|回|房|钱|役|后|赛)|放弃|撤(?:掉|了|出|下来)?(?:报名|我的)?(?!退|离|回|销|诉|稿|硕|资|走|展|侨)|(?:把|帮)?我?(?:的名字|的报名)?(?:划掉|去掉|删掉|删了|拿掉|抹掉|移除)|别算我了?|不算我了?|(?:名额|位子?|机会)(?:让|留|转)?给(?:别人|其他人|有需要|他人|大家)|让(?:出来|给别人)|不用(?:给我)?(?:留|算)(?:我|位)?了|销(?:了|掉)(?!售)|鸽了|放(?:个|大家|你们)?鸽子|把我(?:的名字|的报名)?(?:也|先|都|给)?(?:划|撤|删|移|拿|去|剔|踢)(?:了|掉|出去?|走|下来?)|爽约|弃权|别(?:给)?我?留(?:位)?了|别给我留|不(?:排|候补)了|候补[^,，。]{0,4}(?:取消|不要|不排)|撤出|(?<=[0-9]号)不(?:中|成|行)了|(?:号|名额)我?不要了/;
/** Says that one does not come: a release only of what is held, with a number, or when it is new (了). */
export const notComing =
  /不凑(?:这个)?(?:热闹|数)了|(?:去|来|参加|到|做|干|整|接|陪|搞|弄|修|搬|处理|办|值|送|教|带|跟|完成|过去|过来|赶过?去|顾|安排)不(?:了|成|过来|上|及|到)|来勿(?:了|成|来)|[勿不]好(?:来|去)|去勿(?:了|成)|勿(?:去|来|参加)了?|(?:(?<![进出下上过回睡咽想看吃住拿找起合醒划谈说])不|没法|没办法|不能|无法|没空|没时间|不想|不打算|怕是不能|恐怕不能|可能不能|不方便|不便)(?:去|来|参加|到场|到位|到了|接|做|干|报|再去|赶过去)(?:了)?|没(?:法|办法|空|时间)(?:去|来|参加|到)?了|走不开|请(?:个)?假|缺席|不(?:接|报|做|干)了|我(?:就)?别(?:接|报)了|(?:不得|没得)空|(?:莫|别|不用)等我|赶不回来?|不去了|不来了|不参加了|要换人|换个?别人|换个?人(?:吧|去|来|顶)|另外?找个?人|找个?人(?:替|顶)我|另找人|找别人/;
/** 了 after the refusal: it was otherwise before. */
const newly =
  /(?:不了|不成|不到|去|来|参加|到|接|报|做|干|上|空|时间|法|开|假|勿了)(?:了|啦|咯|喽)|(?:换个?(?:别)?人|取消|退|放弃|撤|请个?假|划掉|去掉|删)/;
/** Who says why says it as news. */
const reasons =
  /倒班|加班|出差|发烧|感冒|生病|病了|住院|临时|崴|摔|抱歉|不好意思|对不起|对不住|单位[^,，。]{0,6}(?:有事|开会|值班)/;
const rather =
  /(?:不想|不用|不要|不能|别|不得|没有?|不会|可以不可以不)(?:取消|退|放弃|撤)|取消(?:不|吗|了吗|的话)|(?:能|可以|怎么|咋|如何|怎样)(?:退|取消|撤)|(?:退|取消|放弃)(?:的人|率|通知|时间|规则|原因)|不退|航班|订单|外卖|关注|订阅|点赞|收藏|置顶|提醒我|免打扰|会员|自动续费|高考|婚礼|婚约|演唱会|比赛|考试|课|相亲|聚会|聚餐|饭局|上班|加班|体检|快递|机票|酒店|预约挂号|驾照/;
/** 不行 我崴脚了, to a reminder. */
const declines = /^(?:不行|不成|去不成|够呛|悬|怕是不行|恐怕不行|不能去|没法去|算了)/;
/** A soft way to say no, not a condition. */
const maybeNot =
  /(?:可能|恐怕|估计|怕是|应该)[^,，。]{0,6}(?:不了了|不成了|不去了|不来了)|(?:恐怕|怕是|估计)[^,，。]{0,6}(?:不了|不成|不去|不来)/;
export const others = /^(?:你们?|他们?|她们?|大家|有人|谁|人家)/;

/** For whom a release is, when it is not the speaker: 我妈3号不去了. */
function forWhom(clause: Clause): string | undefined {
  const found =
    /(?:^|[^\u4e00-\u9fff])(我(?:妈|爸|老公|老婆|老伴|儿子|女儿|媳妇|婆婆|公公|爱人|同事|朋友|闺女|姐|哥|弟|妹|家(?:那口子|老头子?|老太太|老爷子|小子|丫头|老大|老二)))/.exec(
      clause.text,
    );
  if (found) return found[1];
  const said = /([老小][\u4e00-\u9fff]|[\u4e00-\u9fff]{1,2}(?:姐|哥|阿姨|叔|老师))(?:说|讲|让我说|托我说)/.exec(
    clause.text,
  );
  return said?.[1] ?? whoseRelease(clause);
}

function held(refs: readonly Ref[], s: Situation): boolean {
  return s.holds === 'any' || refs.every((r) => (s.holds as Ref[]).some((h) => sameRef(h, r) || h.number === r.number));
}

function onlyHeld(s: Situation): Ref[] | undefined {
  return s.holds !== 'any' && s.holds.length === 1 ? s.holds : undefined;
}

function byNumber(refs: Ref[], whom: Slots, s: Situation): Meaning {
  const there = refs.every((r) => exists(r, s));
  return {
    does: 'release',
    slots: { refs, ...whom },
    confidence: there && (held(refs, s) || addressed(s)) ? certain : there ? likely : weak,
  };
}

interface Refusal {
  clause: Clause;
  /** 退, 取消: not only “I do not come”. */
  back: boolean;
  /** What the clause says beside. */
  words: string;
}

function refusalOf(clause: Clause): Refusal | undefined {
  const text = clause.text;
  if (text.length > 40 || says(others, text)) return undefined;
  const mood = clause.mood;
  if (
    (mood.question && !/(?:帮|给|替)我(?:取消|退|撤)/.test(text)) ||
    (mood.hypothesis && !maybeNot.test(text)) ||
    mood.regret ||
    mood.exhort ||
    says(rather, text)
  )
    return undefined;
  if (mood.hearsay) return undefined;
  const back = match(giveBack, text);
  const found = back ?? match(notComing, text);
  if (!found) return undefined;
  return { clause, back: Boolean(back), words: text.replace(found[0], ' ') };
}

const small =
  /刚?(?:报名?|接|领|认领)(?:了|到)?的|那[单份]|我们?|俺|咱|吾|的|了|把|给|帮|那个|这个|那场|请|麻烦|不好意思|抱歉|对不起|临时|突然|有事|家里|实在|真的|可能|恐怕|也|就|都|号|活动|任务|报名|一下|全部|所有|先|要|想|因为|所以|由于|[Ⓣ\s吧啊呀哈啦咯喽,，]|今天|明天|这次|暂时|可|还是|这边|名额|班次|已经/g;

/** By description, day, or what the speaker holds alone. */
function withoutNumber(r: Refusal, line: Line, s: Situation): Meaning | undefined {
  const own = dateSlots(r.clause.text, line.now);
  const when = own.when || !addressed(s) ? own : line.times;
  const marked = /那[场个次]|活动|任务/.test(r.clause.text) && reasons.test(line.text);
  const words = r.clause.skeleton
    .replace(forWhom(r.clause) ?? '我', '')
    .replace(/[ⓉⓇⒷ]/g, ' ')
    .replace(giveBack, ' ')
    .replace(notComing, ' ')
    .replace(small, '');
  const isNew = r.back || newly.test(r.clause.text) || reasons.test(line.text);
  const slots: Slots = { ...when };
  if (words.length >= 2 && describesWork(words)) {
    const found = hinted(words, s);
    // 明天的读书会我来不了, with nothing posted just before, takes back what was promised.
    const mine = when.date !== undefined && /我|俺/.test(r.clause.text) && !freshPost(s) && !s.smalltalk;
    const confidence = (isNew || mine) && found ? sure : likely;
    return {
      does: 'release',
      slots: { hint: workOf(words) ?? words, ...slots },
      confidence,
      ...(found?.refs ? { target: found.refs } : {}),
    };
  }
  // Anything else beside the refusal is another matter: 同学聚会去不了.
  const asked = freshPost(s);
  const told = (marked && words.length <= 3) || (asked?.kind === 'reminder' && words.length <= 6);
  if (words.length > 0 && !addressed(s) && !told) return undefined;
  if (asked?.kind === 'reminder' && asked.refs.length > 0)
    return { does: 'release', slots, confidence: sure, target: asked.refs.slice(0, 1) };
  if (when.date) {
    const items = s.items === 'any' ? [] : onDay(when.date, s.items).filter((i) => held([i.ref], s));
    if (items.length === 1)
      return { does: 'release', slots, confidence: isNew ? sure : likely, target: [items[0]!.ref] };
    if (s.items === 'any')
      return {
        does: 'release',
        slots,
        confidence: isNew && !s.smalltalk && s.role !== 'resident' ? 0.91 : addressed(s) ? 0.9 : weak,
      };
    return { does: 'release', slots, confidence: addressed(s) ? likely : weak };
  }
  return fromContext(isNew, r, s);
}

function fromContext(isNew: boolean, r: Refusal, s: Situation): Meaning | undefined {
  // Somebody at length gives up on something else.
  if (!addressed(s) && r.clause.text.length > 20) return undefined;
  const fresh = freshPost(s);
  // Only what the speaker holds can be given back: whoever just declines under somebody's claim holds nothing.
  const post = fresh && held(fresh.refs.slice(0, 1), s) ? fresh : undefined;
  const only = onlyHeld(s);
  if (post && (post.kind === 'reminder' || post.kind === 'checkIn' || post.kind === 'claimed') && post.refs.length > 0)
    return { does: 'release', slots: {}, confidence: sure, target: post.refs.slice(0, 1) };
  if (only)
    return {
      does: 'release',
      slots: {},
      confidence: addressed(s) ? sure : isNew && !s.smalltalk ? sure : weak,
      target: only,
    };
  if (post && post.refs.length === 1 && r.back && s.holds === 'any')
    return { does: 'release', slots: {}, confidence: sure, target: post.refs };
  if (!addressed(s) || s.smalltalk) return undefined;
  return { does: 'release', slots: {}, confidence: r.back || isNew ? 0.9 : likely };
}

/** A number in front of another clause: 3号我临时有事，取消吧. */
function strayRefs(line: Line, s: Situation): Ref[] {
  const found = line.sentences.filter((c) => /^(?:Ⓡ|Ⓑ)/.test(c.skeleton)).flatMap((c) => refsOf(c));
  return found.length === 1 && exists(found[0]!, s) ? found : [];
}

/** Reads releases: the surest refusal of the line. */
export const readRelease: MeaningReader = (line, s) => {
  // Of equally sure ones the shorter clause: 5号我跟6号冲突了 5号不去了 gives back 5.
  const found: { meaning: Meaning; length: number }[] = [];
  for (const clause of line.clauses) {
    const refusal = refusalOf(clause);
    if (!refusal) continue;
    const whom = forWhom(clause);
    const refs = refsOf(clause);
    const nth = clause.text.length <= 16 ? nthOf(clause, s) : undefined;
    const named = whom ? { names: [whom] } : {};
    const numbers = refs.length > 0 ? refs : nth ? [nth] : strayRefs(line, s);
    const meaning = numbers.length > 0 ? byNumber(numbers, named, s) : withoutNumber(refusal, line, s);
    if (meaning)
      found.push({
        meaning: whom ? { ...meaning, slots: { ...meaning.slots, names: [whom] } } : meaning,
        length: clause.text.length,
      });
  }
  const reminded = freshPost(s)?.kind === 'reminder' ? freshPost(s)!.refs.slice(0, 1) : [];
  if (found.length === 0 && reminded.length > 0 && line.text.length < 24 && declines.test(line.text))
    return [{ does: 'release', slots: {}, confidence: sure, target: reminded }];
  const best = found.sort((a, b) => b.meaning.confidence - a.meaning.confidence || a.length - b.length)[0]?.meaning;
  return best ? [best] : [];
};
