import { command } from '../../../chat/command.ts';
import type { Ref, Slots } from '../../../chat/meaning.ts';
import type { Turn } from '../../../chat/turn.ts';
import { atTime, fromLocal, toLocal } from '../../../clock/zone.ts';
import { type Change, namesWeekOnly, readChange, readDelay, withoutRef } from '../../../language/change.ts';
import { oddTime } from '../../../language/odd-time.ts';
import { dateSlots, namesDay } from '../../../language/when.ts';
import { claimsOf, claimsOfPerson, type Item, itemOf, itemsOfNumber, lockItem } from '../../claims/queries.ts';
import { clash } from '../../claims/rules.ts';
import { offerNext, whenOf } from '../../claims/steps.ts';
import { wording as claimsWording } from '../../claims/wording.ts';
import { activityOf, type Details, dropJobs, setDetails, updateItem } from '../queries.ts';
import { mostSeats, moveTo } from '../rules.ts';
import { audience, dayJobs, planDay } from '../steps.ts';
import { wording } from '../wording.ts';

/** Hours of an item's day are read as from here, so that the next seven is the one in the morning. */
const dayBegins = '05:00';

interface Said extends Change {
  /** Without the number of the activity. */
  text: string;
  /** Minutes. */
  delay: number | undefined;
  when: Slots['when'];
}

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
    if (item.status === 'cancelled' || item.status === 'closed') return turn.reply(wording.over(item));
    await apply(turn, await lockItem(turn.tx, turn.community, item.id), said(turn, ref, slots));
  },
});

/** What a line says is to be otherwise, with the number that names the activity left out. */
function said(turn: Turn, ref: Ref, slots: Slots): Said {
  const text = slots.text ? withoutRef(slots.text, ref) : '';
  const { now } = turn.situation;
  return { ...readChange(text, now), text, delay: readDelay(text), when: dateSlots(text, now).when };
}

/** The item as it is to be, or the sentence that says why it cannot be so. */
function changedItem(turn: Turn, item: Item, said: Said): Item | string {
  const { community, now } = turn;
  const odd = oddTime(said.text);
  if (odd) return wording.ask[odd];
  const times = timesFor(turn, item, said);
  const seats = said.seats ?? item.seats + (said.more ?? 0);
  if (!times && seats === item.seats && !said.venue && !said.title && !said.meetingPoint && !said.bring)
    return said.seats === undefined ? wording.changeWhat : wording.sameAlready(item);
  if (times && times.start <= toLocal(now, community.zone)) return wording.ask.past;
  // Shifts have times and seats of their own; of the whole only the place and the title are one thing.
  if (item.status === 'divided' && (times || seats !== item.seats)) return wording.changeShift(item);
  if (!Number.isInteger(seats) || seats < 1 || seats > mostSeats) return wording.ask.badSeats;
  if (seats < item.taken) return wording.tooFewSeats(item);
  return {
    ...item,
    seats,
    title: said.title ?? item.title,
    venue: said.venue ?? item.venue,
    startsAt: times ? fromLocal(times.start, community.zone) : item.startsAt,
    endsAt: times ? fromLocal(times.end, community.zone) : item.endsAt,
  };
}

/** Where people meet and what they bring: a new place ends an old meeting point that was not named again. */
function detailsFor(item: Item, known: Details, said: Said): Details {
  const moved = said.venue !== undefined && said.venue !== item.venue;
  return {
    meetingPoint: said.meetingPoint ?? (moved ? null : known.meetingPoint),
    bring: said.bring ?? known.bring,
  };
}

async function apply(turn: Turn, item: Item, said: Said): Promise<void> {
  const { tx, community } = turn;
  const changed = changedItem(turn, item, said);
  if (typeof changed === 'string') return turn.reply(changed);
  const activity = await activityOf(tx, community, item.number);
  const known: Details = { meetingPoint: activity?.meetingPoint ?? null, bring: activity?.bring ?? null };
  const details = item.shift ? known : detailsFor(item, known, said);
  const otherDetails = details.meetingPoint !== known.meetingPoint || details.bring !== known.bring;
  const moved = !sameMoment(changed.startsAt, item.startsAt) || !sameMoment(changed.endsAt, item.endsAt);
  const elsewhere = changed.venue !== item.venue || otherDetails;
  if (!moved && !elsewhere && changed.seats === item.seats && changed.title === item.title)
    return turn.reply(wording.sameAlready(item));
  if (otherDetails) await setDetails(tx, community, item.number, details);
  // The shifts of a whole are at its place and bear its title.
  const shifts = item.status === 'divided' ? await itemsOfNumber(tx, community, item.number) : [];
  const { title, venue } = changed;
  const parts = shifts
    .filter((part) => part.shift && part.status === 'open')
    .map((part) => ({ ...part, title, venue }));
  for (const part of [changed, ...parts]) {
    const before = part === changed ? item : { ...shifts.find(({ id }) => id === part.id)! };
    await updateItem(tx, community, part);
    turn.note({
      action: 'changed',
      itemId: part.id,
      detail: { before: beforeOf(before, part === changed ? known : undefined) },
    });
  }
  if (moved) {
    await dropJobs(tx, community, item.id, dayJobs);
    planDay(turn, changed);
  }
  await tell(turn, changed, parts, details, moved || elsewhere);
  if (moved) await tellOfClashes(turn, changed);
  if (changed.seats > item.seats) await offerNext(turn, item.id);
}

const sameMoment = (a: Date | null, b: Date | null) => a?.getTime() === b?.getTime();

const beforeOf = ({ title, venue, startsAt, endsAt, seats }: Item, details: Details | undefined) => ({
  title,
  venue,
  startsAt,
  endsAt,
  seats,
  ...details,
});

/** New start and end, or undefined when the line says nothing of them. */
function timesFor(turn: Turn, item: Item, said: Said): { start: string; end: string } | undefined {
  const { zone } = turn.community;
  if (!item.startsAt || !item.endsAt) return moveTo(undefined, said.when);
  const known = { start: toLocal(item.startsAt, zone), end: toLocal(item.endsAt, zone) };
  if (said.delay !== undefined) {
    const by = (at: Date) => toLocal(new Date(at.getTime() + said.delay! * 60_000), zone);
    return { start: by(item.startsAt), end: by(item.endsAt) };
  }
  if (namesWeekOnly(said.text) && said.when?.start && said.when.start.length === 10) {
    const monday = Date.parse(`${said.when.start}T00:00Z`);
    const days = (new Date(`${known.start.slice(0, 10)}T00:00Z`).getUTCDay() + 6) % 7;
    const day = new Date(monday + days * 86_400_000).toISOString().slice(0, 10);
    return moveTo(known, { start: day, end: null });
  }
  return moveTo(known, whenFor(turn, item, said));
}

/** An hour without a day is one of the item's own day: 提前到七点 does not mean tonight. */
function whenFor(turn: Turn, item: Item, { text, when }: Said): Slots['when'] {
  if (!when?.start || !item.startsAt || namesDay(text)) return when;
  const early = atTime(item.startsAt, 0, dayBegins, turn.community.zone);
  return dateSlots(text, early).when ?? when;
}

/** Who holds something else at the new time hears of it: nobody else would notice before the day. */
async function tellOfClashes(turn: Turn, item: Item): Promise<void> {
  const { tx, community, now } = turn;
  for (const person of audience(await claimsOf(tx, community, item.id)).keys()) {
    const other = (await claimsOfPerson(tx, community, person, now)).find(
      (held) => held.claim.state === 'held' && clash(held.item, item),
    );
    if (other) turn.tell(person, claimsWording.clash(item, other.item));
  }
}

async function tell(turn: Turn, item: Item, parts: Item[], details: Details, everybody: boolean): Promise<void> {
  const when = whenOf(item, turn.community, turn.now);
  const told = new Set<string>();
  for (const part of everybody ? (parts.length > 0 ? parts : [item]) : [])
    for (const person of audience(await claimsOf(turn.tx, turn.community, part.id)).keys()) {
      if (person === turn.speaker.id || told.has(person)) continue;
      told.add(person);
      turn.tell(person, wording.changedYou(part, whenOf(part, turn.community, turn.now), details));
    }
  turn.toGroup(wording.changed(item, when, details), {
    shows: {
      kind: 'announce',
      refs: [item.shift ? { number: item.number, shift: item.shift } : { number: item.number }],
    },
  });
  if (turn.chat === 'direct') turn.reply(wording.changedOk(item, when, told.size, details));
}
