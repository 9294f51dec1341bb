/** What people read about sign-up lists. */
import { sayNames, sayRef } from '../../language/say.ts';
import type { Item } from '../claims/queries.ts';
import { called, refOf } from '../claims/wording.ts';

export const wording = {
  read: (item: Item, held: string[], waiting: string[], free: number, sayFull: boolean) =>
    [
      `接龙看到了，${called(item)}：`,
      held.length > 0 ? `记下${sayNames(held)}` : '',
      held.length > 0 && waiting.length > 0 ? '，' : '',
      waiting.length > 0 ? `候补${sayNames(waiting)}` : '',
      free > 0 ? `，还缺${free}人。` : sayFull ? '，人齐了。' : '。',
    ].join(''),
  removed: (item: Item, names: string[]) =>
    `接龙里少了${sayNames(names)}，是不去${called(item)} 了吗？回“是”就退出，回“不”就还留着。`,
  removedDone: (item: Item, names: string[], free: number) =>
    `${sayNames(names)}退出${called(item)}${free > 0 ? `，还缺${free}人` : ''}。`,
  kept: (item: Item, names: string[]) => `好的，${sayNames(names)}还留在${called(item)} 里。`,
  which: (items: Item[]) =>
    `您的接龙是哪个活动的？${items.map(called).join('、')}。发“认领 ${sayRef(refOf(items[0]!))}”加名字也行。`,
};
