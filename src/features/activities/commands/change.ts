import { command } from '../../../chat/command.ts';
import type { Slots } from '../../../chat/meaning.ts';
import type { Turn } from '../../../chat/turn.ts';
import { atTime, fromLocal, toLocal } from '../../../clock/zone.ts';
import { readActivity } from '../../../language/activity.ts';
import { dateSlots, namesDay } from '../../../language/when.ts';
import { claimsOf, type Item, itemOf, lockItem } from '../../claims/queries.ts';
import { offerNext, whenOf } from '../../claims/steps.ts';
import { wording as claimsWording } from '../../claims/wording.ts';
import { dropJobs, updateItem } from '../queries.ts';
import { mostSeats, moveTo } from '../rules.ts';
import { audience, cancelItem, dayJobs, planDay } from '../steps.ts';
import { wording } from '../wording.ts';

/** Hours of an item's day are read as from here, so that the next seven is the one in the morning. */
const dayBegins = '05:00';

export const change = command({
  name: '改活动',
  does: 'change',
  group: '组织',
  help: '改活动的时间、地点或人数；认领的人会收到通知',
  may: ['teamHead'],
  where: 'anywhere',
  says: ['改 {item} {text}'],
  examples: [['改 12 周日上午9点到11点', { refs: [{ number: 12 }], text: '周日上午9点到11点' }]],
  async run(turn, slots) {
    const ref = (slots.refs ?? turn.meaning.target)?.[0];
    if (!ref) return turn.reply(wording.changeWhich);
    const item = await itemOf(turn.tx, turn.community, ref);
    if (!item || item.kind === 'need') return turn.reply(claimsWording.unknown(ref));
    if (item.status === 'cancelled' || item.status === 'closed') return turn.reply(claimsWording.closed(ref));
    await apply(turn, await lockItem(turn.tx, turn.community, item.id), said(turn, slots));
  },
});

/** The exact form gives free text; the readers take from it what the tolerant form would have given. */
function said(turn: Turn, slots: Slots): Slots {
  return slots.text && !slots.when && slots.seats === undefined
    ? { ...slots, ...readActivity(slots.text, turn.situation.now) }
    : slots;
}

async function apply(turn: Turn, item: Item, slots: Slots): Promise<void> {
  const { tx, community, now } = turn;
  const known =
    item.startsAt && item.endsAt
      ? { start: toLocal(item.startsAt, community.zone), end: toLocal(item.endsAt, community.zone) }
      : undefined;
  const times = moveTo(known, whenFor(turn, item, slots));
  const seats = slots.seats ?? slots.partySize ?? item.seats;
  if (!times && seats === item.seats && !slots.venue && !slots.title) return turn.reply(wording.changeWhat);
  if (times && times.start <= toLocal(now, community.zone)) return turn.reply(wording.ask.past);
  // Shifts have times and seats of their own; of the whole only the place and the title are one thing.
  if (item.status === 'divided' && (times || seats !== item.seats)) return turn.reply(wording.changeShift(item));
  if (!Number.isInteger(seats) || seats < 1 || seats > mostSeats) return turn.reply(wording.ask.badSeats);
  if (seats < item.taken) return turn.reply(wording.tooFewSeats(item));
  const changed: Item = {
    ...item,
    seats,
    title: slots.title ?? item.title,
    venue: slots.venue ?? item.venue,
    startsAt: times ? fromLocal(times.start, community.zone) : item.startsAt,
    endsAt: times ? fromLocal(times.end, community.zone) : item.endsAt,
  };
  await updateItem(tx, community, changed);
  turn.note({
    action: 'changed',
    itemId: item.id,
    detail: {
      before: { title: item.title, venue: item.venue, startsAt: item.startsAt, endsAt: item.endsAt, seats: item.seats },
    },
  });
  if (times) {
    await dropJobs(tx, community, item.id, dayJobs);
    planDay(turn, changed);
  }
  await tell(turn, changed, times !== undefined || slots.venue !== undefined);
  if (seats > item.seats) await offerNext(turn, item.id);
}

/** An hour without a day is one of the item's own day: 提前到七点 does not mean tonight. */
function whenFor(turn: Turn, item: Item, slots: Slots): Slots['when'] {
  if (!slots.text || !slots.when?.start || !item.startsAt || namesDay(slots.text)) return slots.when;
  const early = atTime(item.startsAt, 0, dayBegins, turn.community.zone);
  return dateSlots(slots.text, early).when ?? slots.when;
}

async function tell(turn: Turn, item: Item, everybody: boolean): Promise<void> {
  const when = whenOf(item, turn.community, turn.now);
  const told = audience(everybody ? await claimsOf(turn.tx, turn.community, item.id) : []);
  told.delete(turn.speaker.id);
  for (const person of told.keys()) turn.tell(person, wording.changedYou(item, when));
  turn.toGroup(wording.changed(item, when), {
    shows: {
      kind: 'announce',
      refs: [item.shift ? { number: item.number, shift: item.shift } : { number: item.number }],
    },
  });
  if (turn.chat === 'direct') turn.reply(wording.changedOk(item, when, told.size));
}

export const cancel = command({
  name: '取消活动',
  does: 'cancel',
  group: '组织',
  help: '取消整个活动；认领的人会收到通知',
  may: ['teamHead'],
  where: 'anywhere',
  says: ['取消活动 {item}', '{item} 活动取消'],
  examples: [['取消活动 12', { refs: [{ number: 12 }] }]],
  async run(turn, slots) {
    const ref = (slots.refs ?? turn.meaning.target)?.[0];
    if (!ref) return turn.reply(wording.cancelWhich);
    const item = await itemOf(turn.tx, turn.community, ref);
    if (!item || item.kind === 'need') return turn.reply(claimsWording.unknown(ref));
    if (item.status === 'cancelled' || item.status === 'closed') return turn.reply(claimsWording.closed(ref));
    await cancelItem(turn, item, slots.text);
  },
});
