/** What people read when a group is bound. */
import type { Community } from '../community.ts';

export const wording = {
  bound: (leader: string, community: Community) =>
    `好的，这里就是${community.name}的志愿服务群了，${leader}是第一位负责人。发“帮助”看看我会做什么。`,
};
