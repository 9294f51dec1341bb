/** What people read about claims. One sentence for each outcome. */

import type { Ref } from '../../chat/meaning.ts';
import { sayNames, sayParty, sayRef, sayWhen } from '../../language/say.ts';
import type { Claim, Item } from './queries.ts';

export const refOf = (item: Item): Ref =>
  item.shift ? { number: item.number, shift: item.shift } : { number: item.number };
/** 【12】垃圾分类: the number apart from titles that begin with one (6号楼 · 取药). */
export const called = (item: Item): string => `【${sayRef(refOf(item))}】${item.title}`;
const left = (free: number): string => (free > 0 ? `，还缺${free}人` : '，人齐了');

export const wording = {
  /** @param alone nothing about the board follows that says how many are missing */
  held: (item: Item, name: string, size: number, free: number, alone = true) => ({
    head: `${called(item)} 记下了：`,
    name: sayParty(name, size),
    tail: alone ? left(free) : '',
  }),
  needHeld: (item: Item, name: string) => ({ head: `${called(item)} 有人接了：`, name, tail: '，谢谢' }),
  waiting: (item: Item, name: string, size: number, place: number) => ({
    head: `${called(item)} 满了，候补：`,
    name: `${sayParty(name, size)}第${place}位`,
    tail: '',
  }),
  waitingTooBig: (item: Item, name: string, size: number, place: number, free: number) => ({
    head: `${called(item)} 只剩${free}个名额，先排候补：`,
    name: `${sayParty(name, size)}第${place}位`,
    tail: '',
  }),
  ifNobody: (item: Item, name: string) => ({ head: `${called(item)} 没人去时再请：`, name, tail: '' }),
  heldAlone: (item: Item, when: string, free: number) =>
    `记下了：${called(item)}，${when}${item.venue ? `，${item.venue}` : ''}。${free > 0 ? `还缺${free}人。` : '人齐了。'}来不了就发“取消 ${sayRef(refOf(item))}”。`,
  heldFor: (item: Item, name: string, when: string, free: number) =>
    `记下了：${name}去${called(item)}，${when}。${free > 0 ? `还缺${free}人。` : '人齐了。'}`,
  sentYou: (item: Item, by: string, when: string) =>
    `${by}请您去${called(item)}，${when}${item.venue ? `，${item.venue}` : ''}，已经给您记上了。来不了就发“取消 ${sayRef(refOf(item))}”。`,
  already: (item: Item, name: string, state: Claim['state']) =>
    state === 'held'
      ? `${name}，${called(item)} 您已经认领了。`
      : state === 'waiting'
        ? `${name}，${called(item)} 您已经在候补里了。`
        : `${name}，${called(item)} 已经给您记着了。`,
  /** The same in the group, where somebody impatient may say it five times. */
  alreadyTogether: (item: Item, name: string, state: Claim['state']) => ({
    head: `${called(item)} ${state === 'held' ? '已经认领了' : state === 'waiting' ? '已经在候补里' : '已经记着了'}：`,
    name,
    tail: '',
  }),
  accepted: (item: Item, name: string) => ({ head: `${called(item)} 候补转正：`, name, tail: '' }),
  closed: (ref: Ref) => `${sayRef(ref)} 已经不能认领了。发“活动”看看现在有哪些。`,
  unknown: (ref: Ref) => `没有 ${sayRef(ref)} 这个号。发“活动”看看现在有哪些。`,
  needsShift: (number: number, shifts: Item[], now: string, local: (at: Date) => string) =>
    `【${number}】分几班：${shifts.map((s) => `${sayRef(refOf(s))} ${sayWhen(s.startsAt ? local(s.startsAt) : undefined, s.endsAt ? local(s.endsAt) : undefined, now)}（还缺${s.seats - s.taken}人）`).join('；')}。想来哪一班，发“认领 ${sayRef(refOf(shifts[0]!))}”这样。`,
  badSize: (most: number) => `人数要在 1 到 ${most} 之间，比如“认领 12 3人”。`,
  which: '想认领哪一个？发“活动”看编号，再发“认领 12”这样。',
  clash: (item: Item, other: Item) =>
    `提醒一下：${called(item)} 和您认领的${called(other)} 时间撞上了，要换就发“取消”加编号。`,
  offer: (item: Item, when: string, until: string, { personId, name, size }: Claim) =>
    `${called(item)} 空出名额了${item.kind === 'need' ? '' : `，${when}`}，给${personId ? '您' : name}${size > 1 ? `（${size}人）` : ''}留到 ${until}。要来回“是”，不来回“不”。`,
  offerLapsed: (item: Item) => `${called(item)} 的名额已经让给下一位了。还想来，再发“认领 ${sayRef(refOf(item))}”。`,
  offerDeclined: (item: Item) => `好的，${called(item)} 让给下一位了。`,
  released: (item: Item, name: string, free: number) =>
    `${name}退出${called(item)}${free > 0 ? `，还缺${free}人` : ''}。发“撤销”可以改回来。`,
  /** The same two in the group, where they must not overtake the answer to the claim itself. */
  releasedTogether: (item: Item, name: string, free: number) => ({
    head: `${called(item)} 退出：`,
    name,
    tail: `${free > 0 ? `，还缺${free}人` : ''}。发“撤销”可以改回来`,
  }),
  resizedTogether: (item: Item, name: string, size: number, free: number) => ({
    head: `${called(item)} 改人数：`,
    name: `${name} ${size}人`,
    tail: left(free),
  }),
  releasedForYou: (item: Item, by: string) =>
    `${by}替您退出了${called(item)}。还想来的话，发“认领 ${sayRef(refOf(item))}”。`,
  leftLine: (item: Item, name: string) => `${name}，${called(item)} 的候补取消了。`,
  notYours: (item: Item, name: string) => `${called(item)} 没有${name}的认领，不用取消。`,
  nothingHeld: (name: string) => `${name}现在没有认领，不用取消。`,
  whichRelease: (items: Item[]) =>
    `您认领了${items.map(called).join('、')}。要取消哪个，发“取消 ${sayRef(refOf(items[0]!))}”这样。`,
  othersClaim: (item: Item, name: string) => `${called(item)} 是${name}自己报的，请${name}来取消，或者请书记帮忙。`,
  whichGuest: (item: Item, names: string[]) =>
    `${called(item)} 您替${sayNames(names)}报过名。要取消谁，发“取消 ${sayRef(refOf(item))} ${names[0]!}”这样。`,
  lateRelease: (item: Item, name: string, free: number) =>
    `${called(item)} 快开始了，${name}刚退出，${free > 0 ? `现在缺${free}人，请看看能不能找人顶上` : '正在问候补的下一位'}。`,
  swapped: (item: Item, from: string, to: string) => `${called(item)}：${from}换成${to}。发“撤销”可以改回来。`,
  swapYou: (item: Item, from: string, when: string) =>
    `${from}把${called(item)} 换给您了${item.kind === 'need' ? '' : `，${when}`}。来不了就发“取消 ${sayRef(refOf(item))}”。`,
  nothingToSwap: (name: string) => `${name}，您现在没有可以换的认领。`,
  swapWhom: '要换给谁？发“换给小赵 12”这样，写上名字和编号。',
  swapHasIt: (item: Item, to: string) => `${to}已经认领了${called(item)}，换给别人吧。`,
  resized: (item: Item, name: string, size: number, free: number) =>
    `${called(item)}：${name}改成${size}人${left(free)}。`,
  onlyYou: (item: Item) => `${called(item)} 您报的就是一个人。来不了的话，发“取消 ${sayRef(refOf(item))}”。`,
  resizeFull: (item: Item, free: number) => `${called(item)} 只剩${free}个名额，放不下，先不改。`,
  nobody: (name: string) => `没找到叫“${name}”的人，请写全名再发一次。`,
  several: (name: string, people: string[]) =>
    `叫“${name}”的有${people.length}位：${sayNames(people)}。请说清是哪一位。`,
  undone: (what: string[]) => `撤销了：${what.join('；')}。`,
  nothingToUndo: '最近 10 分钟里没有可以撤销的。',
  undoTooLate: (item: Item) =>
    `${called(item)} 的名额已经有人了，撤销不了。可以发“认领 ${sayRef(refOf(item))}”排候补。`,
  mine: (lines: string[]) => `您的：\n${lines.join('\n')}`,
  mineLine: (item: Item, claim: Claim, when: string, place: number) =>
    `${called(item)}，${when}${claim.personId ? '' : `（${claim.name}）`}${claim.size > 1 ? `（${claim.size}人）` : ''}${claim.state === 'waiting' ? `，候补第${place}位` : claim.state === 'offered' ? '，等您回“是”' : claim.state === 'ifNobody' ? '，没人去时再请您' : ''}`,
  served: (times: number, minutes: number) =>
    `今年您来过${times}次${minutes > 0 ? `，签到签退算下来一共${sayMinutes(minutes)}` : ''}。`,
  nothingMine: '您现在没有认领。发“活动”看看有哪些要帮忙。',
  checkedIn: (item: Item, name: string, time: string) => ({
    head: `签到${called(item)}：`,
    name: `${name} ${time}`,
    tail: '',
  }),
  checkedInLate: (item: Item, name: string, time: string) =>
    `${called(item)} ${name} ${time} 就签到了，我现在才收到，算到场。`,
  alreadyIn: (item: Item, name: string, time: string) => `${name}，${called(item)} 您 ${time} 已经签到了。`,
  checkInWhen: (item: Item, when: string) => `${called(item)} 是${when}，开始前半小时起可以签到。`,
  nothingToCheckIn: (name: string) => `${name}，现在没有您要签到的活动。`,
  whichCheckIn: (items: Item[]) =>
    `您现在有${items.map(called).join('、')}，要签哪个？发“签到 ${items[0]!.number}”这样。`,
  checkedOut: (item: Item, name: string, time: string, minutes: number) => ({
    head: `签退${called(item)}，辛苦了：`,
    name: `${name} ${time}（${sayMinutes(minutes)}）`,
    tail: '',
  }),
  notCheckedIn: (name: string) => `${name}，您还没有签到，签退不了。先发“签到”，时间不对可以告诉负责人。`,
  rollCall: (item: Item, came: string[], missing: string[]) =>
    `${called(item)} 点名：到了${came.length}人${came.length ? `（${sayNames(came)}）` : ''}；${missing.length ? `还没签到：${sayNames(missing)}。没来的发“没来 ${sayRef(refOf(item))} 名字”` : '全到了'}。`,
  cameNoted: (item: Item, names: string[]) => `${called(item)} 记下到场：${sayNames(names)}。`,
  noShowNoted: (item: Item, names: string[]) =>
    `${called(item)} 记下没来：${sayNames(names)}。只作记录，不影响以后报名。`,
  notInCharge: (item: Item, name: string | undefined) => `${called(item)} 的点名由负责人${name ?? ''}来做。`,
  notAHolder: (item: Item, name: string) => `${name}没有认领${called(item)}，请核对名字。`,
  whomNoShow: '谁没来？发“没来 12 小赵”这样，写上编号和名字。',
};

/** 2小时30分钟. */
export function sayMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return `${hours ? `${hours}小时` : ''}${rest || !hours ? `${rest}分钟` : ''}`;
}
