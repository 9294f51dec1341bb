/** What whoever runs the program reads while nothing can be written. */
export const wording = {
  away: '数据库暂时连不上：收到的消息先存在这台机器上，连上后会自动接着办。',
  full: '数据库的磁盘满了：请腾出一些空间，腾出后会自动接着办，已经记下的都还在。',
  refusing: '磁盘满了，新消息现在一条也存不下：请尽快腾出一些空间，腾出后会自动接着办，已经记下的都还在。',
  over: '数据库又能用了，正在接着办。',
} as const;
