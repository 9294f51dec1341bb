/** What people read about what partner units give. */
export const wording = {
  /** The unit's contact. */
  thanks: (what: string | undefined) => `太感谢了，记下了${what ? `：${what}` : ''}。书记会跟您接着对接。`,
  forLeader: (unit: string, by: string, words: string) => `${unit}愿意出力：${words}\n${by}说的，请您跟进对接。`,
};
