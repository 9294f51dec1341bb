/** What people read in an emergency. Short: somebody is reading it in fear. */
import type { Slots } from '../../chat/meaning.ts';

type Kind = NonNullable<Slots['emergency']>;

const names: Record<Kind, string> = {
  fall: '摔倒',
  gas: '煤气',
  chest: '身体不好',
  fire: '着火',
  missing: '走失',
  noAnswer: '敲门没人应',
  other: '求助',
};

const advice: Record<Kind, string> = {
  fall: '先打 120。先别起身也别急着扶，注意保暖，最好有人陪着。',
  gas: '快开窗，关阀门，别开关电器，人先出来，到外面打 119 和燃气公司。',
  chest: '马上打 120。坐下或躺下别动，松开领口，有药按医嘱吃。',
  fire: '马上打 119，人先出来，低头走楼梯，别坐电梯。',
  missing: '马上打 110，说清穿什么衣服、什么时候从哪儿走的。',
  noAnswer: '先别走，接着敲门、打电话，问问邻居；闻到煤气或听到呼救就打 119 和 120。',
  other: '有危险先打 120、119 或 110。',
};

export const wording = {
  advice: (kind: Kind) => `${advice[kind]}已经告诉值班负责人，马上有人联系您。`,
  adviceInGroup: (kind: Kind) => `${advice[kind]}已经告诉值班负责人。`,
  /** @param late when it was said, if it was heard only long after that */
  alarm: (kind: Kind, about: string, by: string, words: string, late?: string) =>
    `紧急·${names[kind]}：${about}\n${by}${late ? ` ${late} 说的，刚收到` : '说'}：${words}\n看到请回“收到”，没人回我会一直提醒。`,
  more: (about: string, by: string, words: string) => `紧急，${about}的事，${by}又说：${words}`,
  again: (about: string) => `紧急，还没有人接：${about}。看到请回“收到”。`,
  taken: (about: string, by: string) => `${about}的事，${by}接手了。`,
  takenYou: (about: string) => `好的，${about}的事由您接手，我不再提醒。`,
  ended: (about: string, by: string) => `${about}没事了，${by}报的平安。`,
  endedYou: (about: string) => `太好了，${about}的事就算结束了，谢谢您。`,
};
