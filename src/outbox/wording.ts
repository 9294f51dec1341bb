/** What people read about the sending itself. */
export const wording = {
  /** In front of what is said once more because nobody knows whether it arrived. */
  again: (text: string): string => `（补发）${text}`,
  resting: (until: string): string => `微信提示发得太密，先歇到${until}，排着的消息到时接着发，一条不少。`,
  elsewhere: '另一个程序正在用这个账号，这边先等着；那边停了，这边会自己接上。',
};
