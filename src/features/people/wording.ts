/** What people read about joining. */
export const wording = {
  asked: '太好了，谢谢您。我已经告诉书记，书记确认后您就能在群里认领活动了。',
  already: '您已经是志愿者了。发“活动”看看哪儿缺人。',
  forLeader: (name: string, words: string) => `${name}想当志愿者，原话：${words}\n同意就回“同意 ${name}”。`,
  approved: (name: string) => `${name}现在是志愿者了。`,
  approvedYou: '欢迎加入志愿者队伍。发“活动”看看最近有什么要帮忙，想来就发“认领”加编号。',
  approveWhom: '同意谁？发“同意 小赵”这样，写上名字。',
};
