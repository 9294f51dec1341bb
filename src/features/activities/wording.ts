/** What people read about activities. */
import { sayNames, sayParty, sayRef, sayWhen } from '../../language/say.ts';
import type { Claim, Item } from '../claims/queries.ts';
import { called, refOf } from '../claims/wording.ts';
import type { Details } from './queries.ts';
import { type Draft, mostSeats } from './rules.ts';

const inDraft = (draft: Draft, now: string): string[] => [
  draft.title!,
  ...(draft.shifts?.length
    ? draft.shifts.map((s) => `${s.label}班：${sayWhen(s.start, s.end, now)}，${s.seats}人`)
    : [`时间：${sayWhen(draft.start, draft.end, now)}`]),
  ...(draft.venue ? [`地点：${draft.venue}`] : []),
  ...(draft.meetingPoint ? [`集合：${draft.meetingPoint}`] : []),
  ...(draft.bring ? [`请大家：${draft.bring}`] : []),
  ...(draft.shifts?.length ? [] : [`需要：${draft.seats}人`]),
];

/** “，小广场，北门集合，戴手套”: what follows the time. */
const where = ({ venue }: Pick<Item, 'venue'>, details: Details | undefined): string =>
  [venue, details?.meetingPoint && `${details.meetingPoint}集合`, details?.bring]
    .map((part) => (part ? `，${part}` : ''))
    .join('');
const short = (item: Item): string => (item.seats > item.taken ? `缺${item.seats - item.taken}人` : '人齐了');

export const wording = {
  understood: (drafts: Draft[], now: string) =>
    `我理解的是：\n${drafts.map((draft) => inDraft(draft, now).join('\n')).join('\n\n')}\n对的话回“是”就发到群里；要改直接说，比如“改成5人”；不发回“不”。`,
  ask: {
    title: '是什么活动？比如“周六上午9点到11点 垃圾分类桶前值守 3号楼前 需要4人”。',
    time: '什么时间，几点到几点？比如“周六上午9点到11点”。',
    seats: '需要几个人？比如“4人”；分班就说“上午3人、下午2人”。',
    past: '这个时间已经过了，请换一个以后的时间，比如“周六上午9点到11点”。',
    noSuchDay: '没有这一天，请再说一次是几月几日。',
    backwards: '结束比开始早，我没看明白。请说清楚几点到几点，比如“上午9点到11点”或“上午11点到晚上9点”。',
    badSeats: `人数要在 1 到 ${mostSeats} 之间，请再说一次需要几个人。`,
  },
  whichShift: '分了班，请说是哪一班，比如“下午4人”“每班3人”。',
  published: (item: Item, shifts: Item[], details: Details | undefined, when: (item: Item) => string) =>
    shifts.length > 0
      ? [
          `新活动${called(item)}${item.venue ? `，${item.venue}` : ''}`,
          ...shifts.map((s) => `${sayRef(refOf(s))} ${when(s)}，需要${s.seats}人`),
          ...(details ? [where({ venue: null }, details).slice(1)].filter(Boolean) : []),
          `想来的发“认领 ${sayRef(refOf(shifts[0]!))}”这样。`,
        ].join('\n')
      : `新活动${called(item)}\n${when(item)}${where(item, details)}，需要${item.seats}人\n想来的回“我来”或“认领 ${item.number}”。`,
  publishedTo: (numbers: string[]) => `发到群里了，编号 ${sayNames(numbers)}。`,
  notPublished: '好的，不发了。',
  changed: (item: Item, when: string, details: Details | undefined) =>
    `${called(item)} 有变动：${when}${where(item, details)}，需要${item.seats}人。`,
  changedOk: (item: Item, when: string, told: number, details: Details | undefined) =>
    `改好了：${called(item)}，${when}${where(item, details)}，需要${item.seats}人。${told ? `已告诉${told}位认领的人。` : ''}改错了发“撤销”。`,
  changedYou: (item: Item, when: string, details: Details | undefined) =>
    `您认领的${called(item)} 有变动：${when}${where(item, details)}。来不了就发“取消 ${sayRef(refOf(item))}”。`,
  sameAlready: (item: Item) => `${called(item)} 本来就是这样，没有变。`,
  over: (item: Item) =>
    item.status === 'cancelled'
      ? `${called(item)} 已经取消了，改不了也不用再取消。`
      : `${called(item)} 已经结束了，不用改也不用取消了。`,
  changeWhat: '要改什么？比如“12 改到周日上午9点”“12 改成5人”。',
  changeShift: (item: Item) => `${called(item)} 分了班，请一班一班改，比如“改 ${item.number}A 周日上午9点到11点”。`,
  changeWhich: '要改哪一个？发“改 12 改到周日上午9点”这样，写上编号。',
  tooFewSeats: (item: Item) => `${called(item)} 已经有${item.taken}人认领，名额不能少于${item.taken}。`,
  cancelled: (item: Item, names: string[]) =>
    `${called(item)} 取消了。${names.length ? `${sayNames(names)}不用来了，谢谢。` : ''}`,
  cancelledOk: (item: Item, told: number) =>
    `${called(item)} 取消了。${told ? `已告诉${told}位认领的人。` : ''}弄错了发“撤销”。`,
  cancelledYou: (item: Item, when: string) => `${called(item)} 取消了，${when}您不用来了，谢谢。`,
  stillOn: (item: Item) => `${called(item)} 照常，刚才说取消是弄错了。`,
  claimedAlready: (item: Item) => `${called(item)} 已经有人认领了，要取消请发“取消活动 ${item.number}”。`,
  cancelWhich: '要取消哪一个？发“取消活动 12”这样，写上编号。',
  announceLater:
    '我只会马上发：到那天您再发“公告”就行。每月定期的公告会自己发，改日子说“公告时间 每月5日、20日 上午10点”。',
  nothingOn: '眼下没有要认领的活动。有了会发在群里。',
  nothingNeeded: '眼下没有等人帮忙的需求。',
  nothingThen: '那个时间没有活动。发“活动”看全部。',
  list: (head: string, lines: string[], first: string) => `${head}\n${lines.join('\n')}\n要来的发“认领 ${first}”这样。`,
  listHead: '最近的活动：',
  needsHead: '等人帮忙的：',
  line: (item: Item, when: string) =>
    `${called(item)}，${when}${item.venue ? `，${item.venue}` : ''}，${item.kind === 'need' ? '等人认领' : short(item)}`,
  needLine: (item: Item) => `${called(item)}${item.taken < item.seats ? '，等人认领' : '，有人接了'}`,
  board: (item: Item, when: string, details: Details | undefined, claims: Claim[]) => {
    const held = claims.filter((c) => c.state === 'held');
    const offered = claims.filter((c) => c.state === 'offered');
    const waiting = claims.filter((c) => c.state === 'waiting');
    return [
      `${called(item)}，${when}${where(item, details)}`,
      `已认领 ${held.reduce((sum, c) => sum + c.size, 0)}/${item.seats}${held.length ? `：${sayNames(held.map((c) => sayParty(c.name, c.size)))}` : ''}`,
      ...(offered.length ? [`等答复：${sayNames(offered.map((c) => sayParty(c.name, c.size)))}`] : []),
      ...(waiting.length ? [`候补：${sayNames(waiting.map((c) => sayParty(c.name, c.size)))}`] : []),
    ].join('\n');
  },
  half: (item: Item) => ({ head: `${called(item)} 人数过半，`, name: `还缺${item.seats - item.taken}人`, tail: '' }),
  full: (item: Item, claims: Claim[]) => ({
    head: `${called(item)} 人齐了：`,
    name: sayNames(claims.filter((c) => c.state === 'held').map((c) => sayParty(c.name, c.size))),
    tail: '。谢谢大家',
  }),
  announcement: (lines: string[], first: string) => `近期活动\n${lines.join('\n')}\n想来的发“认领 ${first}”这样。`,
  nothingToAnnounce: '眼下没有活动可以公告。',
  announced: '公告发到群里了。',
  tomorrow: (lines: string[]) => `明天的活动：\n${lines.join('\n')}`,
  tomorrowYou: (item: Item, when: string, details: Details | undefined) =>
    `提醒您：${when}，您认领的${called(item)}${where(item, details)}。来不了请早点发“取消 ${sayRef(refOf(item))}”。`,
  soonYou: (item: Item, when: string, details: Details | undefined) =>
    `${when}，您认领的${called(item)} 快开始了${where(item, details)}。到了发“签到”。`,
  soonInCharge: (item: Item, when: string, names: string[]) =>
    `${when}，${called(item)}：${names.length ? `${names.length}位要来，${sayNames(names)}` : '还没有人认领'}${item.taken < item.seats ? `，缺${item.seats - item.taken}人` : ''}。`,
  ended: (item: Item, came: string[], missing: string[]) =>
    `${called(item)} 结束了。签到${came.length}人${came.length ? `：${sayNames(came)}` : ''}。${missing.length ? `没签到：${sayNames(missing)}；来了的发“到了 ${sayRef(refOf(item))} 名字”，没来的发“没来 ${sayRef(refOf(item))} 名字”。` : ''}`,
  times: (days: number[], time: string) => `公告时间定了：每月${days.join('日、')}日 ${time}。`,
  timesSame: (days: number[], time: string) => `公告时间本来就是每月${days.join('日、')}日 ${time}，没有变。`,
  timesNow: (days: number[], time: string) =>
    `公告每月${days.join('日、')}日 ${time} 发。要改就说“公告时间 每月5日、20日 上午10点”。`,
  timesHow: '公告时间这样说：“公告时间 每月5日、20日 上午10点”。',
  brief: (parts: string[]) => `今天的情况\n${parts.join('\n')}`,
  nothingToDo: '现在没有等您处理的事。',
  briefToday: (lines: string[]) => `活动：\n${lines.join('\n')}`,
  briefDecide: (lines: string[]) => `等您拿主意：\n${lines.join('\n')}`,
  briefLate: (lines: string[]) => `过了时限的需求：\n${lines.join('\n')}`,
};
