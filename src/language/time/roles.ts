/** What part a group plays in its sentence, told by the words right before and after it. */
import { addDays } from './calendar.ts';
import type { Group } from './group.ts';
import { after, before, type Scene } from './piece.ts';

const DEADLINE_AFTER =
  /^[\s)）]*(?:的时候|下班|收工|天黑|放学|散会)?(?:之前|以前|前(?![后面往台门排头期天夕者方三两几十一\d])|报名?截止|截止|为止|止(?!痛|血)|之内|以内|内(?![容部科]))/;
const WITHIN_AFTER = /^[\s)）]*(?:之内|以内|内|(?:报名?)?截止|为止|止)/;
const DEADLINE_BEFORE =
  /(?:截止(?:时间|日期)?(?:到|至|是|为|于|在)?|截至|截止报名时?间?|报名到|报到|最晚|最迟|不晚于|不迟于|不超过|赶在|务必在)\s*[:：]?\s*$/;
const OPEN_AFTER = /^\s*(?:起|开始|以后|之后|后(?![天面勤])|往后)/;
const CLOSES_AFTER =
  /^\s*(?:之?前|左右)?(?:就|能|可以|准时|全部)?(?:结束|散|完(?!成后)|收工|收摊|收队|下课|撤|关门|收尾|闭馆|返回|回来|打烊)/;
/** 周六改到周日, 原定9点改为10点: the later one counts. */
const CHANGED_BEFORE = /(?:改|挪|推迟|提前|提早|延期?|延后|调整?|顺延|换|变更?)(?:到|成|为|在|至)?\s?$/;
const DAY_BEFORE_IT = /^的?前[一1]天/;
const DAY_AFTER_IT = /^的?(?:后[一1]天|第二天|次日|转天)/;

/** 周五前, 截止到11月30日, 今天之内. A range is no deadline. */
export function isDeadline(group: Group, text: string): boolean {
  if (group.lastDay || group.until) return false;
  return DEADLINE_AFTER.test(after(text, group.to)) || DEADLINE_BEFORE.test(before(text, group.from, 12));
}

/** 本周内 and 截止到本周 include the week; 下周前 does not. */
export function isWithin(group: Group, text: string): boolean {
  return WITHIN_AFTER.test(after(text, group.to)) || DEADLINE_BEFORE.test(before(text, group.from, 12));
}

/** 12月1号起: no end is meant. */
export function isOpenEnded(group: Group, text: string): boolean {
  return OPEN_AFTER.test(after(text, group.to));
}

/** 11点结束, 八点半散. */
export function closes(group: Group, text: string): boolean {
  return group.hour !== undefined && CLOSES_AFTER.test(after(text, group.to));
}

/** How much a group tells; what is past or plainly today is often only in passing, what a plan was changed to counts most. */
export function weight(group: Group, scene: Scene): number {
  const { date } = scene.now;
  const day = group.days[0];
  const sum =
    (group.hour ? 2 : 0) +
    (group.rule ? 1.5 : 0) +
    (group.period ? 0.6 : 0) +
    (group.part ? 0.5 : 0) +
    (group.moment ? 2 : 0) +
    (CHANGED_BEFORE.test(before(scene.text, group.from)) ? 5 : 0);
  if (!day) return sum;
  const timed = group.hour !== undefined || group.part !== undefined;
  if (day.date < date && !scene.past) return sum + 0.4;
  return sum + (!timed && day.date === date && day.named === 'relative' ? 0.8 : 1);
}

/** 重阳节前一天, 周六的第二天: the day beside the one named. */
export function shiftDay(group: Group, text: string): void {
  const only = group.days[0];
  if (!only || group.days.length > 1 || group.lastDay || group.hour || group.part) return;
  const right = after(text, group.to, 5);
  const step = DAY_BEFORE_IT.test(right) ? -1 : DAY_AFTER_IT.test(right) ? 1 : 0;
  if (step !== 0) group.days = [{ date: addDays(only.date, step), named: 'exact' }];
}
