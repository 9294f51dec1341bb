/** Telling of service done: 12换好了, 今天看了张奶奶, 上午去敬老院包饺子 3个小时. And rating it. */
import type { Situation } from '../../chat/context.ts';
import type { Meaning, Ref, Slots } from '../../chat/meaning.ts';
import { describesWork, workOf } from '../activity-words.ts';
import type { Line } from '../line.ts';
import { says } from '../says.ts';
import { addDays, toLocal } from '../time/calendar.ts';
import type { dateSlots } from '../when.ts';
import { exists, freshPost, hinted, refsOf, sameRef } from '../which.ts';
import { foundSafe, soundsWell } from './found-safe.ts';
import { aboutService, judges, praise, readRating } from './opinion.ts';
import { addressed, certain, likely, type MeaningReader, sure } from './reader.ts';

const finished =
  /(?:给|帮|陪|替)[^,，。]{1,8}(?:[\u4e00-\u9fff]完)[^,，。]{0,5}了|已(?:换|修|送|取|买|装|通|办|拿|搬)(?!人)|刚(?:刚|才)?(?:给|帮|陪|替)[^,，。]{1,8}(?:好|完)|(?:取|拿|买|带|接|领|送)回(?:来|家|去)了|清(?:完|好|干净)了|(?:送|买|取|修|换|办|陪|打扫|装|搬)(?:好|完|到)[\u4e00-\u9fff]{0,4}了|(?:买好|做好)(?:送|带)|(?:修|换|弄|搞|做|办|干|装|送|取|买|搬|抬|陪|通|清理|打扫|收拾|处理|解决|完成|搞定|代办|量|查|扫|拎|扔|接|安|补|调|教|跑|联系|帮忙弄|扛|背|捎|擦|洗|晒|剪|理|贴|拆|喂|遛|缝|刷|拖|铲|除|浇|种|发|铺|订|缴|交)(?:好|完|到|定|妥|掉|通|成|干净|利索|上去|下去|上|下来|过|结束|走)?(?:了|啦|完毕|咯|喽)|(?:已|已经)?(?:完成|办结|搞定|结束|解决|做完|办完|完事|弄好|修好|送达|送到|搞好|落实)(?:了|啦)?(?!吗|没)|任务(?:完成|结束)|圆满/;
const doneWords =
  /^[0-9]{1,5} ?号?(?:已经|都)?(?:好了|妥了|OK|ok)|(?:给|帮|陪|替)[^,，。]{1,8}(?:[\u4e00-\u9fff]完)[^,，。]{0,5}了|(?:还|送|取|拿)回去了|已(?:换|修|送|取|买|装|通|办|拿|搬)|收工|刚(?:刚|才)?(?:给|帮|陪|替)[^,，。]{1,8}(?:好|完)|(?:取|拿|买|带|接|领|送)回(?:来|家|去)了|(?:活动|任务|服务)(?:圆满|顺利|已经?)*结束了?|已(?:经)?(?:解决|完成|办结|修好|换好|处理|搞定|送达|落实)|(?:送|买|取|修|换|办|陪|打扫|装|搬)(?:好|完|到)[\u4e00-\u9fff]{0,4}了|(?:送|买|带)到家|完成|办结|搞定|(?:干|忙|收拾|做|办|修|换|弄|搞|送|取|装|通|搬|抬|买|处理|解决|清理|打扫|落实|安排|教|陪|量|理|剪|擦|喂|遛|接|洗|贴|拆|跑|拿|查|晒|缝|刷|拖|铲|浇|发|铺)(?:好|完|到|妥|掉|通|毕|上|干净)(?:了|啦)?|完事|拎下去|扔了|送达|解决了/;
const record =
  /^(?:记录|登记|服务记录|记一下|补录?|补记|报备|汇报|报告|小结|服务情况|走访记录|探访记录|志愿服务)[:： ,，]|帮我记(?:一下|录)|补(?:一下|录|登|记|报)[^,，。]{0,10}(?:的|昨天|周|上|服务|记录|时长)|记(?:一下|个)(?:时长|服务|工时)|记[0-9一二两三四五六七八九十]+个?小时/;
const visited =
  /(?:去|到)(?:了)?[^,，。]{1,6}(?:那儿|那里|那边|家)(?:里)?(?:坐|待|聊|看|转)了|刚?从[^,，。]{1,6}家(?:里)?(?:出来|回来|走)|(?:那边|那儿|那里|家)?我?(?:去|看|探望|走访)过了|(?:看望|探望|探访|走访)[\u4e00-\u9fff]{1,4}(?:奶奶|爷爷|大爷|大妈|阿姨|老人|婆婆)|(?:看|看望|探望|走访|探访|拜访|(?<!送)上门|入户|慰问|巡访)(?:了|过|完)(?!.{0,6}(?:电影|场|医生|病|书|剧|房))|去(?:看|看望|探望|走访|探访)(?:了|过|一?下)?[^,，。]{0,8}(?:奶奶|爷爷|大爷|大妈|阿姨|婆婆|老人|老伯|大娘)|(?:去|到)(?:了)?[^,，。]{1,8}(?:奶奶|爷爷|大爷|大妈|阿姨|婆婆|老人|老伯|大娘)家|走访[0-9一二两三四五六七八九十]+(?:户|家)/;
const served =
  /敬老院|养老院|福利院|义诊|义剪|陪(?:聊|诊|护|伴|了)?|帮[^,，。]{1,10}(?:了|打扫|买|取|送|修|换|搬|洗|做|理发)|去(?:了)?[^,，。]{0,10}(?:服务|帮忙|值守|值班|包|打扫|捡|做志愿|理发|义诊|敬老院|养老院)|(?:在|到|去)[^,，。]{1,10}(?:站|守|忙|摆摊|护学|主持|登记|表演|帮厨|帮忙|值班|值守|服务|做义工|当志愿者|站岗|巡逻|打扫)|帮厨|服务(?:了)?|值守(?:了)?|(?:打扫|清扫|捡|清理|理发|教)(?:了)?/;
/** 陪孙奶奶复查回来了; 午饭都送到了 七户一户没落; 今天桥头捡了三大袋垃圾 干了两个钟头. */
const back =
  /(?:陪|送|接)[^,，。]{2,8}(?:复查|看病|体检|透析|打针|化验|医院|买菜|散步)[^,，。]{0,4}(?:回来|回家|完|好)了/;
const aired = /(?:被子|衣服|床单|窗户|屋子|地|碗|菜|饭)(?:都|也|全)?(?:晒|洗|换|擦|扫|拖|收拾|整理|做)(?:好|完|干净)了/;
const handedOut =
  /(?:饭|餐|药|菜|米|物资|口罩|传单|慰问品|防寒包|粽子|月饼)(?:都|全|已经?|全部)(?:送|发|分)(?:到|完|好)了/;
/** 早上给8号楼吴爷爷量了血压. */
const gave =
  /(?:给|帮|陪|替)[^,，。]{1,12}(?:量|读|理|剪|修|换|送|买|取|洗|擦|打扫|念|聊|搬|教|装|通|弄)[^,，。]{0,2}(?:了|好了|完了)/;
const today = /今[早晚天]|上午|下午|昨天|刚才|早上|中午/;
const outdoors =
  /(?:擦|捡|清|铲|扫|拔|刷|贴|擦|搬|劝导|疏导|护学|巡)[^,，。]{0,3}了[^。]{0,14}(?:宣传栏|僵尸车|扶手|玻璃|垃圾|烟头|落叶|雪|小广告|杂物|单车|草|护栏|袋|桶|车)/;
/** Where only volunteers stand. */
const stood = /(?:桶站|站点|桶前|点位|执勤点|岗亭|志愿岗|路口)[^,，。]{0,4}(?:站|值守|值班|守|执勤)(?:了)?/;
const future =
  /下班(?:顺|再|后|过)|明天|后天|明早|明晚|下周|改天|一会儿?|待会|等下|等会|晚上(?:再|去)|准备|打算|马上(?:去|来)|还没|没有?(?:完|好|弄|修|做)|再(?:看|去|来|弄|修)|稍后去|快(?:好|完)了|差一点|修不好|弄不好|没修|没弄/;
const notSolved =
  /(?:又|还是|还|依然|仍然|照样|第二天又)(?:漏|坏|堵|不亮|不热|闪|没|不行|响|滴|断|停|掉|松|跳闸|不通|不好|老样子|那样)|(?:没|没有|不算|不能算|根本没|压根没|并没)(?:修好|解决|弄好|修|搞定|处理|好|完成|换|通|彻底)(?!心)|不算(?:修|解决|弄)|(?:白|瞎)(?:修|忙|弄|跑)|没(?:弄|修)(?:好|成|利索)|一闪一闪|(?:没人来|还在(?:漏|滴|响|闪)|没来过|根本没来|还没来)|没解决|解决不了|还得(?:修|弄|来)/;
/** It was mended, and is broken again. */
const again =
  /(?:修|换|通|弄|补|装|搞)(?:好|完|通)?(?:了|过)[^,，。]{0,8}(?:又|还是|还)[^,，。]{0,4}(?:漏|坏|堵|不|闪|松|掉|滴|响|跳)|(?:没|才)(?:两|几|一|三)天[^,，。]{0,3}又(?:漏|坏|堵|不亮|闪|松|掉|滴|跳)/;
function slotsOf(line: Line): Slots {
  const text = line.text;
  const duration = line.minutes;
  const category = line.category;
  const beneficiary = line.beneficiary;
  const place = line.place;
  const hint = workOf(text);
  const when = soFar(line.times, text, line);
  return {
    text,
    ...(duration ? { durationMin: duration } : {}),
    ...(category ? { category } : {}),
    ...(beneficiary ? { beneficiary } : {}),
    ...(place ? { place } : {}),
    ...(hint ? { hint } : {}),
    ...when,
  };
}

const bareWeekday = /(?<!下个?)(?:周|星期|礼拜)[一二三四五六日天]/;

/** What was done was done before: 上午 is this morning, also in the evening. */
function soFar(found: ReturnType<typeof dateSlots>, text: string, line: Line): ReturnType<typeof dateSlots> {
  const today = toLocal(line.now).slice(0, 10);
  // 周一上午帮厨 9点到11点半, told on a Wednesday: the Monday that was.
  if (found.date && found.date > today && bareWeekday.test(text) && line.minutes !== undefined && !says(future, text)) {
    const date = addDays(found.date, -7);
    return { ...found, date, when: { start: date, end: null } };
  }
  if (!found.date || found.date <= today || !found.when?.part || /明|后天|下周|[0-9一二三四五六日]号|周/.test(text))
    return found;
  return { ...found, date: today, when: { ...found.when, start: today, end: null } };
}

function holds(ref: Ref, s: Situation): boolean {
  return s.holds === 'any' || s.holds.some((h) => sameRef(h, ref));
}

/** 12换好了, 3号任务做完了. */
function doneByNumber(line: Line, s: Situation): Meaning | undefined {
  const text = line.text;
  if (
    !says(doneWords, text) ||
    !/[0-9号]/.test(text) ||
    /签退|走了|下班|(?:我|俺)(?:来|去|接|领|报|包)(?!了)/.test(text)
  )
    return undefined;
  const { mood } = line;
  const refs = [...line.sentences, ...line.pieces]
    .flatMap((c) => (/^(?:Ⓡ|Ⓑ)|(?:Ⓡ|Ⓑ)(?:任务|需求|活动)?$|完成(?:Ⓡ|Ⓑ)/.test(c.skeleton) ? refsOf(c) : []))
    .slice(0, 3);
  // 3完成，手机上怎么看也教了: what one taught is no question.
  const asks = line.sentences.some((clause) => clause.mood.question && !/[教讲]了$/.test(clause.text));
  if (refs.length === 0 || asks || says(future, text) || mood.hearsay) return undefined;
  const unique = refs.filter((r, i) => refs.findIndex((o) => sameRef(o, r)) === i);
  if (!unique.every((r) => exists(r, s))) return undefined;
  return {
    does: 'done',
    slots: { ...slotsOf(line), refs: unique },
    confidence: unique.every((r) => holds(r, s)) || addressed(s) ? certain : likely,
  };
}

/** 换好了, by somebody who has taken on a need: it is done; of several it must be said which. */
function doneWithIt(line: Line, s: Situation): Meaning | undefined {
  if (!addressed(s) || s.items === 'any' || s.holds === 'any' || line.text.length > 14) return undefined;
  if (line.mood.question || line.mood.hypothesis || !says(finished, line.text) || says(future, line.text))
    return undefined;
  const { items, holds } = s;
  const needs = holds.filter((ref) => items.some((item) => item.kind === 'need' && sameRef(item.ref, ref)));
  if (needs.length === 0) return undefined;
  return { does: 'done', slots: slotsOf(line), confidence: 0.93, ...(needs.length === 1 ? { target: needs } : {}) };
}

/** Plans that changed are no report. */
const otherwise = /(?:去|来|参加)不了|不能[去来]|请假|改成|改到|改为|改在|推迟|延期|取消/;
const anybody = /老人|居民|户/;

function told(line: Line, s: Situation): Meaning | undefined {
  const text = line.text;
  const mood = line.mood;
  if (/下[次回][^,，。]{0,8}(?:多|早|留|备|改|注意|别|能不能|提前|换)/.test(text) && s.role !== 'leader')
    return undefined;
  if (says(otherwise, text)) return undefined;
  if (mood.question || mood.trade || mood.joke || (mood.hearsay && !addressed(s))) return undefined;
  const person = line.beneficiary !== undefined || says(anybody, text);
  const isVisit = person && says(visited, text);
  const asRecord = says(record, text);
  const isService =
    (says(served, text) || says(finished, text)) &&
    (describesWork(text) || line.category !== undefined || line.beneficiary !== undefined);
  const worked = /[干做忙值](?:了|满)|服务了/.test(text) && refsOf(line.whole, false).length > 0;
  const isTimed = line.minutes !== undefined && (describesWork(text) || worked) && addressed(s);
  if (!asRecord && !isVisit && !isService && !isTimed) return undefined;
  const numbers = worked ? refsOf(line.whole, false) : [];
  const slots = {
    ...slotsOf(line),
    ...(numbers.length > 0 ? { refs: numbers } : {}),
    ...(isVisit && soundsWell(text) ? { safe: true as const } : {}),
  };
  if (says(future, text) && !slots.durationMin && !asRecord && !isVisit) return undefined;
  if (slots.date && slots.date > toLocal(line.now).slice(0, 10)) return undefined;
  if (s.role === 'resident' && !asRecord) return undefined;
  const does = isVisit ? 'recordVisit' : 'done';
  const evidence =
    Number(asRecord) * 2 +
    Number(isVisit) +
    Number(person) +
    Number(slots.durationMin !== undefined) +
    Number(slots.date !== undefined) +
    Number(says(finished, text));
  if (addressed(s))
    return { does, slots, confidence: evidence >= 2 || slots.durationMin ? 0.93 : evidence === 1 ? likely : 0 };
  // What was done at home is no service.
  if (/^(?:我|俺|咱)/.test(slots.beneficiary ?? '')) return undefined;
  const groupReady =
    asRecord ||
    (gave.test(text) && Boolean(slots.beneficiary) && s.role !== 'resident') ||
    (aired.test(text) && Boolean(slots.beneficiary)) ||
    (back.test(text) && Boolean(slots.beneficiary)) ||
    (handedOut.test(text) && s.role !== 'resident') ||
    (slots.durationMin && today.test(text) && outdoors.test(text)) ||
    (says(finished, text) && says(doneWords, text) && slots.beneficiary && slots.category) ||
    (slots.durationMin && (isVisit || person || stood.test(text)));
  if (!groupReady || says(future, text) || s.smalltalk) return undefined;
  const target = s.items === 'any' ? {} : hinted(text, s);
  if (!target) return undefined;
  return { does, slots, confidence: 0.91, ...(target.refs ? { target: target.refs } : {}) };
}

/** What the one who was helped says: solved or not, how good. */
function feedback(line: Line, s: Situation): Meaning | undefined {
  const text = line.text;
  const post = freshPost(s);
  const target =
    s.question?.slot === 'rating' && s.question.refs?.length
      ? s.question.refs
      : post?.kind === 'claimed'
        ? post.refs
        : s.served?.length === 1
          ? s.served
          : s.reported.length === 1
            ? s.reported
            : undefined;
  const more = target ? { target } : {};
  const after = s.reported.length > 0 || (s.served?.length ?? 0) > 0 || s.items === 'any';
  const refs = refsOf(line.whole, false);
  const number = refs.length > 0 ? { refs } : {};
  if (says(again, text) && s.role !== 'leader' && s.chat === 'direct')
    return { does: 'notSolved', slots: { text, ...number }, confidence: 0.93, ...more };
  if (
    s.role !== 'volunteer' &&
    says(notSolved, text) &&
    after &&
    (/修|换|弄|好|第二天|来过|昨天|上次|完|亮了|算|解决/.test(text) || s.reported.length > 0) &&
    s.chat === 'direct'
  )
    return { does: 'notSolved', slots: { text, ...number }, confidence: 0.93, ...more };
  if (/(?:离|到|升)[^,，。]{0,4}[一二三四五1-5]星/.test(text)) return undefined;
  const judged = judges(text);
  if (!(judged || says(praise, text)) || (line.mood.trade && !/组织者|志愿者|师傅|服务|活动/.test(text)))
    return undefined;
  const known = s.reported.length > 0 || (s.served?.length ?? 0) > 0;
  if (!known && !judged && !says(aboutService, text)) return undefined;
  const rating = readRating(text) ?? (/满意/.test(text) ? readRating(text, true) : undefined);
  const slots: Slots = { text, ...(rating ? { rating } : {}), ...number };
  if (s.chat === 'direct')
    return { does: 'rate', slots, confidence: after && !line.mood.question ? 0.91 : likely, ...more };
  if (rating && (refs.length > 0 || s.mention)) return { does: 'rate', slots, confidence: sure, ...more };
  return undefined;
}

/** Reads done, visits and feedback. */
export const readService: MeaningReader = (line, s) => {
  const done = doneByNumber(line, s);
  if (done) return [done];
  const said = foundSafe(line, s, slotsOf(line)) ?? doneWithIt(line, s) ?? told(line, s);
  const opinion = feedback(line, s);
  return [said, opinion].filter((m): m is Meaning => m !== undefined && m.confidence > 0);
};
