/** A crowd with something to say: what each says, in order, is known beforehand; how it meets the others is not. */
import type { Dice } from './dice.ts';

export interface Line {
  chat: 'group' | 'direct';
  text: string;
}

export interface Member {
  name: string;
  role: 'volunteer' | 'resident';
  script: Line[];
}

export const leader = '周书记';
/** Two ahead, and one that begins in a quarter of an hour: people can check in. */
export const published = [
  '发布活动 周六上午9点到11点 包饺子 社区食堂 需要5人',
  '是',
  '发布活动 周日下午2点到4点 清理楼道 5号楼 需要6人',
  '是',
  '发布活动 今天上午10点到12点 分发物资 3号楼前 需要6人',
  '是',
];
export const began = '2026-11-25T09:45:00+08:00';

const words = [
  ...['认领 1', '认领 1', '认领 1 2人', '取消 1', '认领 2 2人', '认领 2', '取消 2', '撤销', '我的', '看板 1'],
  ...['认领 3', '签到 3', '签退 3'],
];
const visit = '探访 张奶奶 血压有点高';
const report = (building: number, room: number): string =>
  `报需求 家里水管漏水，${building}号楼2单元${room}01，下午都在`;

/** What somebody must find done, once, for every time it was said. */
export const isVisit = ({ text }: Line): boolean => text === visit;
export const isReport = ({ text }: Line): boolean => text.startsWith('报需求');

/** Three of four are volunteers who come and go, the others report needs. */
export function newCrowd(dice: Dice, size: number, lines: number): Member[] {
  return Array.from({ length: size }, (_, i): Member => {
    if (i % 4 === 3)
      return {
        name: `居民${i}号`,
        role: 'resident',
        // Another door each time: the same need said again is one need.
        script: Array.from({ length: lines }, (_, n) => ({ chat: 'direct', text: report(i + 1, n + 1) })),
      };
    const script = Array.from({ length: lines }, (): Line => {
      if (dice.below(12) === 0) return { chat: 'direct', text: visit };
      return { chat: dice.below(2) ? 'group' : 'direct', text: dice.one(words) };
    });
    return { name: `志愿者${i}号`, role: 'volunteer', script };
  });
}
