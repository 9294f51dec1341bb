/** The rules of needs. Pure. */
import type { NeedCategory, Place, Slots } from '../../chat/meaning.ts';
import { sayPlace, sayRoughly } from '../../language/say.ts';
import { readWhen } from '../../language/when.ts';
import type { NeedStatus } from './tables.ts';

/** Deadlines by kind (product.md): emergency 2 h, utilities 24 h, everything else 7 days. */
const hours = { emergency: 2, utilities: 24, general: 7 * 24 };
const utilities = /水管|漏水|停水|煤气|燃气|停电|没电|跳闸|暖气|马桶|下水/;

export function dueAfterHours(words: string, emergency: boolean): number {
  if (emergency) return hours.emergency;
  return utilities.test(words) ? hours.utilities : hours.general;
}

/** What the group may read of a need: what is to be done in two or three words, never the words of the report. */
const titles: readonly (readonly [RegExp, string])[] = [
  [/漏水|水管|水龙头|龙头/, '修水管'],
  [/马桶|下水|堵了|管道/, '通下水'],
  [/灯/, '换灯'],
  [/暖气|不热/, '看暖气'],
  [/煤气|燃气/, '看燃气'],
  [/停电|没电|跳闸|插座|电路/, '看电路'],
  [/门锁|锁|纱窗|窗/, '修门窗'],
  [/柜|沙发|床垫|冰箱|洗衣机|抬|搬/, '搬东西'],
  [/血压|血糖/, '量血压'],
  [/取药|拿药|买药|开药|送药|药/, '取药'],
  [/看病|医院|陪诊|挂号|复查|输液/, '陪看病'],
  [/透析|接送|接一下|送一下/, '接送'],
  [/垃圾/, '倒垃圾'],
  [/送饭|做饭|午饭|午餐|晚饭|助餐|餐/, '送餐'],
  [/买菜|买米|代买|采购|米|菜|快递/, '跑腿代买'],
  [/手机|微信|电视|电脑|网络|视频|遥控/, '教手机电视'],
  [/打扫|擦玻璃|卫生|清洁/, '打扫'],
  [/理发|剪头/, '理发'],
  [/孩子|接娃|带娃|作业/, '看孩子'],
  [/猫|狗|宠物/, '照看宠物'],
  [/聊天|说说话|解闷|下棋|陪/, '陪伴'],
  [/借/, '借东西'],
];
const labels: Record<NeedCategory, string> = {
  repair: '维修',
  medical: '看病用药',
  safety: '安全',
  errand: '跑腿',
  companion: '陪伴',
  care: '照看',
  lifting: '搬东西',
  childcare: '看孩子',
  cleaning: '打扫',
  meal: '送餐',
  transport: '接送',
  tech: '教手机电视',
  borrow: '借东西',
  pet: '照看宠物',
  consult: '咨询',
};

export function titleOf(words: string, category: NeedCategory): string {
  // What was said first is the matter; the answers to our questions hold doors and “手机139…”.
  const matter = words.split('\n')[0]!;
  return titles.find(([pattern]) => pattern.test(matter))?.[1] ?? labels[category];
}

/** “6号楼 · 取药 · 周三上午”: the layer that everybody sees. */
export function publicTitle(need: { title: string; building?: string | null; when?: string | null }): string {
  return [need.building ? sayPlace({ building: need.building }) : undefined, need.title, need.when || undefined]
    .filter(Boolean)
    .join(' · ');
}

/** A clause about what happened, not about when somebody may come. */
const happened = /坏|漏|堵|断|裂|响|摔|跳闸|停[水电气]|没(?:水|电|气|热|信号)|不(?:亮|热|通|出水)|[了过]$/;

/** When help is wanted, in the words of `publicTitle`: the first time in these words that lies ahead. @param now local */
export function timeOf(words: string, at: Date, now: string): string | undefined {
  for (const clause of words.split(/[\n,，。;；!！?？、]/)) {
    const when = happened.test(clause) ? undefined : readWhen(clause, at);
    const said = when && sayRoughly(when, now);
    if (said) return said;
  }
  return undefined;
}

/** What is known of a need that is being reported, and how many questions were asked. */
export interface NeedDraft {
  words: string;
  category?: NeedCategory;
  place?: Place;
  phone?: string;
  beneficiary?: string;
  urgency?: 'urgent' | 'normal';
  when?: string;
  asked: number;
}

/** One at a time, at most two (product.md). */
const mostQuestions = 2;

export function nextQuestion(draft: NeedDraft): 'what' | 'place' | undefined {
  if (draft.asked >= mostQuestions) return undefined;
  if (!draft.category && draft.words.length < 4) return 'what';
  if (!draft.place?.room && !draft.place?.building) return 'place';
  return undefined;
}

/**
 * Adds what a line says; words are kept one after the other as they were said.
 * @param when the time that these words name, by `timeOf`
 */
export function mergeNeed(known: NeedDraft | undefined, said: Slots, words: string, when?: string): NeedDraft {
  const draft: NeedDraft = known ? { ...known, words: `${known.words}\n${words}` } : { words, asked: 0 };
  if (said.category && !known?.category) draft.category = said.category;
  if (said.place) draft.place = { ...draft.place, ...said.place };
  if (said.phone) draft.phone = said.phone;
  if (said.beneficiary) draft.beneficiary = said.beneficiary;
  if (said.urgency === 'urgent' || !draft.urgency) draft.urgency = said.urgency ?? 'normal';
  if (when) draft.when = when;
  return draft;
}

/** States from which something may happen; every query and command uses these groups. */
export const living: readonly NeedStatus[] = ['reported', 'open', 'claimed', 'done'];
export const canOpen: readonly NeedStatus[] = ['reported', 'referred', 'refused', 'unsolved'];
export const canClose: readonly NeedStatus[] = ['reported', 'open', 'claimed'];
