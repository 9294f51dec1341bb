/** What was taken back, as the list after “撤销了：” names it. */
import type { Item } from '../claims/queries.ts';
import { called } from '../claims/wording.ts';

export const wording = {
  claimed: (item: Item, name: string) => `${name}的认领${called(item)}`,
  released: (item: Item, name: string) => `${name}退出${called(item)}`,
  resized: (item: Item) => `${called(item)}改人数`,
  swapped: (item: Item) => `${called(item)}换人`,
  changed: (item: Item) => `${called(item)}的改动`,
  cancelled: (item: Item) => `取消${called(item)}`,
  need: (item: Item) => `${called(item)}的处理`,
  reported: (item: Item) => `需求${called(item)}`,
  published: (item: Item) => `发布${called(item)}`,
};
