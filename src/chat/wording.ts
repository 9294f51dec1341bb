/** What the bot says about itself and about permissions. */
import type { Community } from '../community.ts';
import { sayNames } from '../language/say.ts';

export const wording = {
  hello: (community: Community) =>
    `您好，我是${community.name}志愿服务群的${community.botName}。要报需求，直接说什么事、在哪儿、什么时候方便就行；想知道我会做什么，回“帮助”。`,
  welcome: (names: string[], community: Community) => ({
    head: '欢迎',
    name: `${sayNames(names.slice(0, 5))}${names.length > 5 ? `等${names.length}位` : ''}`,
    tail: `。想看最近的活动，发“活动”；要帮忙，私聊${community.botName}就行。`,
  }),
  notAllowed: (command: string, teamHead: boolean) =>
    `“${command}”要请书记${teamHead ? '或组长' : ''}来做，需要的话可以说一声。`,
  inDirectChat: (name: string) => `${name}，这个请私聊我，群里不方便说。`,
  hint: '没听明白。发“帮助”看看我会做什么，或者换个说法再说一遍。',
  menu: '我可以：看活动（发“活动”）、报需求（直接说什么事、几号楼几室）、看自己的（发“我的”）。更多发“帮助”。',
  wordless: '在呢。有事直接说，比如“家里灯坏了，3号楼2单元501”；看我会做什么，发“帮助”。',
  tooLong: '这条太长了，我没读完。请分成几条短的发给我。',
  recall: '您刚才在群里发的话里有电话或门牌，群里人多，方便的话撤回一下。要找人帮忙，在这里告诉我就行。',
  isIt: (what: string) => `是要“${what}”吗？回“是”就办，不是就不用管。`,
  nothingAsked: '现在没有等您回的事。想认领，发“认领”加编号；看自己的，发“我的”。',
  forgotten: '好的，先不办了。',
};
