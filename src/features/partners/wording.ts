/** What people read about what partner units give. */
export const wording = {
  /** The unit's contact. */
  thanks: (what: string | undefined) => `太感谢了，记下了${what ? `：${what}` : ''}。书记会跟您接着对接。`,
  forLeader: (unit: string | undefined | null, by: string, words: string) =>
    `${unit ?? by}愿意出力：${words}\n${unit ? `${by}说的，` : ''}请您跟进对接。`,
};
