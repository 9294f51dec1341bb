/** What people read about needs. The group reads number and public title only. */
import { sayNames, sayPlace } from '../../language/say.ts';
import type { Need } from './queries.ts';

const place = (need: Need): string =>
  sayPlace({
    ...(need.building ? { building: need.building } : {}),
    ...(need.unit ? { unit: need.unit } : {}),
    ...(need.room ? { room: need.room } : {}),
  });
const called = (need: Need): string => `【${need.number}】${need.title}`;
/** One line, however it was typed. */
const words = (need: Need): string => need.words.replace(/\s*\n\s*/g, '；');
/** “我妈” as the reporter says it is 姜奶奶的妈妈 for everybody else. */
function whom({ beneficiary, reporterName }: Need): string {
  const kin = /^(?:我|俺|咱)们?(?:家)?的?(?<who>[\u4e00-\u9fff]{1,4})$/.exec(beneficiary ?? '')?.groups?.['who'];
  if (kin) return `${reporterName}的${kin.length === 1 ? kin + kin : kin}`;
  return beneficiary ?? reporterName;
}

const states: Record<Need['status'], (need: Need) => string> = {
  reported: () => '报上来了，等书记安排',
  open: () => '正在群里找人',
  claimed: (need) => `${sayNames(need.helpers)}接了`,
  done: (need) => `${sayNames(need.helpers) || '负责人'}说办好了，等您确认`,
  confirmed: () => '解决了',
  referred: (need) => `转给${need.reason ?? '有关单位'}了`,
  refused: (need) => `没能办：${need.reason ?? '请问书记'}`,
  unsolved: (need) => `结束了，没解决：${need.reason ?? '请问书记'}`,
  withdrawn: () => '撤回了',
};

export const wording = {
  ask: {
    what: '请说说是什么事，比如“家里水管漏水，3号楼2单元501，下午都在”。',
    place: '请问是几号楼几单元几室？方便的话也留个电话。',
  },
  askAgain: {
    what: '要帮什么忙？说一句就行，比如“灯坏了”“想有人陪着去医院”。',
    place: '还差门牌：住几号楼几单元几室？不方便说就回“没有”。',
  },
  askAlso: (title: string) => `好的，${title}也记下了。还差门牌：住几号楼几单元几室？`,
  filed: (need: Need) =>
    `记下了，编号 ${need.number}：${need.title}${place(need) ? `，${place(need)}` : ''}。书记看过就安排，想问进度发“进度 ${need.number}”。`,
  added: (need: Need) => `好的，补到${called(need)} 里了。`,
  knownAlready: (need: Need) => `这件事记着呢，${called(need)}：${states[need.status](need)}。`,
  addedForOther: (need: Need, words: string) =>
    `${called(need)}，${need.reporterName}补充：${words.replace(/\s*\n\s*/g, '；')}`,
  filedFromGroup: (name: string, hasPrivate: boolean) =>
    `${name}，记下了，我私聊您。${hasPrivate ? '电话、门牌请撤回一下，别留在群里。' : ''}`,
  forLeader: (need: Need) =>
    `新需求${called(need)}\n${whom(need)}${place(need) ? `，${place(need)}` : ''}${need.phone ? `，电话${need.phone}` : ''}\n原话：${words(need)}\n发群里找人回“受理 ${need.number}”，指派回“指派 ${need.number} 名字”，转单位回“转 ${need.number} 单位”，办不了回“退回 ${need.number} 原因”。`,
  duplicate: (need: Need) => `可能和${called(need)} 是同一件事（同一地方，7 天内）。`,
  opened: (needs: Need[]) =>
    needs.length === 1
      ? `要帮忙${called(needs[0]!)}。能去的回“我来”或“认领 ${needs[0]!.number}”。`
      : `要帮忙：\n${needs.map(called).join('\n')}\n能去的发“认领 ${needs[0]!.number}”这样。`,
  openedOk: (needs: Need[]) => `${sayNames(needs.map((need) => String(need.number)))} 发到群里了。`,
  acceptedYou: (need: Need) => `您报的${called(need)} 受理了，正在找人。`,
  nothingToOpen: '没有等着受理的需求。',
  notThat: (number: number) => `没有 ${number} 号需求。发“需求”看看有哪些。`,
  alreadyOpen: (need: Need) => `${called(need)} 现在是：${states[need.status](need)}。`,
  overAlready: (need: Need) =>
    need.status === 'done'
      ? `${called(need)} ${states.done(need)}，不用撤回了。回“解决了”就结束，回“没解决”就重新安排。`
      : `${called(need)} ${states[need.status](need)}，不用撤回了。`,
  noDetails: '您现在没有接下这样的需求。想看自己接了什么，发“我的”。',
  details: (need: Need) =>
    `${called(need)}，谢谢您接下。\n${whom(need)}${place(need) ? `，${place(need)}` : ''}${need.phone ? `，电话${need.phone}` : ''}\n${words(need)}\n去之前请先联系一下。办好了发“完成 ${need.number}”，去不了发“取消 ${need.number}”。`,
  claimedYou: (need: Need, name: string) => `您报的${called(need)}，${name}接了，会和您联系。`,
  releasedYou: (need: Need) => `您报的${called(need)}，原来接的人去不了，正在另找人。`,
  done: (need: Need, name: string) => `${called(need)}，${name}办好了，辛苦了。`,
  callBack: (need: Need) =>
    `您报的${called(need)}，${sayNames(need.helpers) || '负责人'}说办好了。解决了吗？回“解决了”或“没解决”，也可以打 1 到 5 分。`,
  doneWhich: (needs: { number: number; title: string }[]) =>
    needs.length > 0
      ? `哪一件办好了？${sayNames(needs.map(({ number, title }) => `【${number}】${title}`))}，发“完成 ${needs[0]!.number}”这样。`
      : '哪一件办好了？发“完成 12”这样，写上编号。',
  doneNotYours: (need: Need) => `${called(need)} 不是您认领的，请认领的人或负责人来报完成。`,
  thanks: (rating: number | undefined) =>
    `好的，记下了${rating === undefined ? '' : `，${rating}分`}。谢谢您告诉我们。`,
  ratingRange: '打分请回 1 到 5 中的一个数字。',
  confirmedHelper: (need: Need, rating: number | undefined) =>
    `${called(need)}，${need.reporterName}说解决了${rating ? `，给了${rating}分` : ''}。谢谢您。`,
  reopened: (need: Need) => `好的，${called(need)} 重新打开了，马上再安排。`,
  reopenedHelper: (need: Need) =>
    `${called(need)}，${need.reporterName}说还没解决，能再去看看吗？去不了发“取消 ${need.number}”。`,
  reopenedLeader: (need: Need) =>
    `${called(need)}，${need.reporterName}说没解决，已经重新打开。原话：${words(need).slice(-80)}`,
  nothingToRate: '您现在没有等着评价的事。有话想说，直接告诉我就行。',
  passedOn: '谢谢您告诉我们，转给书记了。',
  passedOnAbout: (need: Need) => `谢谢您告诉我们，转给书记了。${called(need)}：${states[need.status](need)}。`,
  opinion: (name: string, words: string, need?: Need) =>
    `${name}说：${words}${need ? `\n${called(need)}：${states[need.status](need)}。` : ''}`,
  welcome: '不客气，有事再说一声就行。',
  goesOn: (need: Need) => `好的，${called(need)} 我接着盯：${states[need.status](need)}。`,
  isItSolved: (need: Need) => `不客气。${called(need)} 办好了吗？办好了回“解决了”，还没有回“没有”，我接着盯。`,
  rateLater: (need: Need) => `${called(need)} 还没办好，办好了我再请您打分。有不满意的地方，直接写给我，我转给书记。`,
  withdrawn: (need: Need) => `好的，${called(need)} 撤回了。弄错了发“撤销”。`,
  withdrawnHelper: (need: Need) => `${called(need)} 不用去了，对方撤回了。谢谢您。`,
  stillNeeded: (need: Need) => `${called(need)}，刚才的撤回是弄错了，还是要麻烦您去一趟。`,
  notDoneYet: (need: Need) => `您报的${called(need)}，刚才说办好是弄错了，还在办。`,
  withdrawWhich: (needs: Need[]) =>
    `您报过${sayNames(needs.map(called))}，要撤回哪个？发“撤回 ${needs[0]!.number}”这样。`,
  nothingReported: '您没有报过需求。有事直接说就行，比如“家里水管漏水，3号楼2单元501，下午都在”。',
  progress: (need: Need) => `${called(need)}：${states[need.status](need)}。`,
  all: (needs: Need[]) =>
    `没办完的需求：\n${needs.map((need) => `${called(need)}，${states[need.status](need)}`).join('\n')}`,
  mineLine: (need: Need) => `您报的${called(need)}：${states[need.status](need)}`,
  referred: (need: Need, to: string) => `${called(need)} 转给${to}了。`,
  referredYou: (need: Need, to: string) => `您报的${called(need)} 转给${to}办了，有消息再告诉您。`,
  referHow: (number = 12) => `转给谁？发“转 ${number} 物业”这样，写上编号和单位。`,
  refused: (need: Need) => `${called(need)} 退回了。`,
  refusedYou: (need: Need, reason: string) => `您报的${called(need)} 这次办不了：${reason}。有别的难处请再告诉我们。`,
  refuseHow: (number = 12) => `请写上原因，发“退回 ${number} 原因”这样，我好告诉报的人。`,
  assigned: (need: Need, names: string[]) => `${called(need)} 交给${sayNames(names)}了。`,
  assignedAlready: (need: Need, names: string[]) => `${called(need)} 已经交给${sayNames(names)}了，不用再派。`,
  assignHow: '指派给谁？发“指派 12 小赵”这样，写上编号和名字。',
  half: (need: Need) =>
    `${called(need)} 时限过半了，办好了发“完成 ${need.number}”，有困难发“取消 ${need.number}”，不要紧。`,
  lapsed: (need: Need) => `${called(need)} 到时限了，先请别人来办，谢谢您。`,
  lapsedLeader: (need: Need) =>
    `${called(need)} 到时限还没办好${need.helpers.length ? `（${sayNames(need.helpers)}接的）` : ''}，请看看怎么办。`,
  voiceWords: '（语音留言）',
  voice: '语音我听不了，已经转给书记了。方便的话打几个字，我先记下。',
  voiceLeader: (name: string, number: number) => `${name}发来一条语音，我听不懂，记成需求 ${number} 了，请听一下。`,
  picture: (need: Need) => `图片收到，放在${called(need)} 里了。`,
  pictureAlone: '图片收到了。是什么事？在几号楼几室？说一句我就记下。',
};
