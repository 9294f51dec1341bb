/** The rules of needs. Pure. */
import type { NeedCategory, Place, Slots } from '../../chat/meaning.ts';
import { matterOf } from '../../language/matter.ts';
import { aboutOf, corrects, isAnother, isVague } from '../../language/need-parts.ts';
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

/** What the group may read of a need that names no matter: its kind. */
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

/** What is to be done in two or three words, never the words of the report. */
export function titleOf(words: string, category: NeedCategory): string {
  // What was said first is the matter; the answers to our questions hold doors and “手机139…”.
  return matterOf(words.split('\n')[0]!) ?? labels[category];
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
  if ((!draft.category && draft.words.length < 4) || isVague(draft.words)) return 'what';
  if (!draft.place?.room && !draft.place?.building) return 'place';
  return undefined;
}

/**
 * Adds what a line says; words are kept one after the other as they were said.
 * @param when the time that these words name, by `timeOf`
 */
export function mergeNeed(known: NeedDraft | undefined, said: Slots, words: string, when?: string): NeedDraft {
  // What was not understood, or only called for help, gives way to what is said now.
  const instead = known !== undefined && (isVague(known.words) || (corrects(words) && isAnother(words, known.words)));
  const together = instead ? `${words}\n${known.words}` : `${known?.words}\n${words}`;
  const draft: NeedDraft = known ? { ...known, words: together } : { words, asked: 0 };
  if (said.category && (instead || !known?.category)) draft.category = said.category;
  if (said.place) draft.place = { ...draft.place, ...said.place };
  if (said.phone) draft.phone = said.phone;
  if (said.beneficiary) draft.beneficiary = said.beneficiary;
  if (said.urgency === 'urgent' || !draft.urgency) draft.urgency = said.urgency ?? 'normal';
  if (when) draft.when = when;
  return draft;
}

/** The part of a message that says one thing, as it was read. */
export interface Part {
  slots: Slots;
  words: string;
  when: string | undefined;
}

/** One more line about a need. At last saying what it is counts as no question; saying nothing adds nothing. */
function heardMore(known: NeedDraft, slots: Slots, words: string, when: string | undefined): NeedDraft {
  if (isVague(words) && !slots.place && !slots.phone) return known;
  const draft = mergeNeed(known, slots, words, when);
  return isVague(known.words) ? { ...draft, asked: Math.min(draft.asked, mostQuestions - 1) } : draft;
}

/**
 * Takes an answer into what is being reported. What tells of another need becomes a need of its own; what names no matter, such
 * as a door or a phone, belongs to all of them.
 */
export function takeIn(drafts: readonly NeedDraft[], parts: readonly Part[]): NeedDraft[] {
  let result = [...drafts];
  for (const { slots, words, when } of parts) {
    const about = aboutOf(words);
    const last = result.at(-1)!;
    if (!corrects(words) && result.every((known) => isAnother(words, known.words))) {
      const { place, phone, beneficiary } = last;
      const common = { ...(place && { place }), ...(phone && { phone }), ...(beneficiary && { beneficiary }) };
      // Another need is no answer, so the question did not count.
      result = [...result, mergeNeed(undefined, { ...common, ...slots }, words, when)].map((known) => ({
        ...known,
        asked: 0,
      }));
      continue;
    }
    const same = about === undefined ? undefined : (result.find((known) => aboutOf(known.words) === about) ?? last);
    result = result.map((known) => (same && known !== same ? known : heardMore(known, slots, words, when)));
  }
  const { place, phone } = result.at(-1)!;
  return result.map((known) => ({ ...(place && { place }), ...(phone && { phone }), ...known }));
}

/** States from which something may happen; every query and command uses these groups. */
export const living: readonly NeedStatus[] = ['reported', 'open', 'claimed', 'done'];
export const canOpen: readonly NeedStatus[] = ['reported', 'referred', 'refused', 'unsolved'];
export const canClose: readonly NeedStatus[] = ['reported', 'open', 'claimed'];

/** Something to be heard by whoever leads, not a mark for a service. */
const complaint = /投诉|意见|建议|反映|不像话|没人管|(?:太|这么|也太)慢/;
const solved = /解决|[修弄换办搞通装送取买]好|好了|亮了|热了|通了|行了|搞定|没事了|不(?:漏|堵|闪|响|滴|跳|卡)了/;
const unsolved = /没(?!事|问题|毛病|得说)|还|又|未|不(?!错|漏了|堵了|闪了|响了|滴了|跳了|卡了|用)|[吗?？]/;

/** 好了好了，谢谢 may end a talk as well as a need. */
const thanks = /^(?:好了|行了|可以了)[,，。!！~ ]*(?:好了|行了)?[,，。!！~ ]*(?:谢|辛苦|麻烦)/;

/** What the words of somebody who was helped come to. */
export function opinionOf(words: string): 'complaint' | 'solved' | 'thanks' | 'praise' {
  if (thanks.test(words.trim())) return 'thanks';
  if (complaint.test(words)) return 'complaint';
  return solved.test(words) && !unsolved.test(words) ? 'solved' : 'praise';
}

/** Whether a report was made before, word for word. */
export function saysAgain(need: { words: string }, draft: { words: string }): boolean {
  return `\n${need.words}\n`.includes(`\n${draft.words}\n`);
}

/** Of several needs, the one that words are about: whose matter they name, else the one that `asked` says, else the first. */
export function meantOf<N extends { number: number; title: string }>(
  needs: readonly N[],
  words: string,
  asked: readonly { number: number }[] = [],
): N | undefined {
  const matter = matterOf(words);
  return (
    needs.find((need) => matter !== undefined && need.title.split(' · ').includes(matter)) ??
    needs.find((need) => asked.some((ref) => ref.number === need.number)) ??
    needs[0]
  );
}
