/** The day itself: checking in and out, roll call, who did not come. */
import { command } from '../../chat/command.ts';
import type { Slots } from '../../chat/meaning.ts';
import type { Turn } from '../../chat/turn.ts';
import { fromLocal, toLocal } from '../../clock/zone.ts';
import { inChargeOf } from '../activities/queries.ts';
import { type Claim, claimsOf, claimsOfPerson, type Item, itemsOfNumber } from '../claims/queries.ts';
import { checkInEnds, checkInOpen } from '../claims/rules.ts';
import { sayMoment, whenOf } from '../claims/steps.ts';
import { wording as claims, refOf } from '../claims/wording.ts';
import { personById } from '../people/queries.ts';
import { setAttendance, setCheckedIn, setCheckedOut } from './queries.ts';

const helpers = ['volunteer', 'teamHead', 'unitContact', 'resident'] as const;
type Held = { claim: Claim; item: Item };

/** What the speaker held when this was said: it may come when all is over, and counts all the same. */
async function heldThen(turn: Turn, slots: Slots): Promise<Held[]> {
  const refs = slots.refs ?? turn.meaning.target;
  const mine = (await claimsOfPerson(turn.tx, turn.community, turn.speaker.id, turn.situation.now)).filter(
    ({ claim, item }) => claim.state === 'held' && claim.personId !== null && item.kind !== 'need',
  );
  return refs?.length
    ? mine.filter(({ item }) =>
        refs.some((ref) => ref.number === item.number && (!ref.shift || ref.shift === item.shift)),
      )
    : mine;
}

/** A time that was named (“我八点半就到了”), if it lies between the opening of the check-in and when that was said. */
function momentOf({ situation: { now: said }, community: { zone } }: Turn, slots: Slots, item: Item): Date {
  if (!slots.time || !item.startsAt) return said;
  const at = fromLocal(`${toLocal(said, zone).slice(0, 10)}T${slots.time}`, zone);
  return at <= said && checkInOpen(item, at) ? at : said;
}

/** It was said in time and came when the item had closed: it leaves as who forgot to check out, and who is in charge hears of it. */
async function cameLate(turn: Turn, { claim, item }: Held, time: string): Promise<void> {
  const { tx, community, speaker } = turn;
  await setCheckedOut(tx, community, claim.id, checkInEnds(item));
  turn.note({ action: 'checked out', itemId: item.id, detail: { claimId: claim.id, forgotten: true } });
  const inCharge = await inChargeOf(tx, community, item.number);
  if (inCharge && inCharge !== speaker.id) turn.tell(inCharge, claims.checkedInLate(item, speaker.name, time));
}

export const checkIn = command({
  name: '签到',
  does: 'checkIn',
  group: '认领',
  help: '到了发“签到”：开始前半小时起可以签',
  may: helpers,
  where: 'anywhere',
  says: ['签到', '签到 {item}'],
  examples: [
    ['签到', {}],
    ['签到 12', { refs: [{ number: 12 }] }],
  ],
  async run(turn, slots) {
    const { tx, community, now, speaker } = turn;
    const held = await heldThen(turn, slots);
    const open = held.filter(({ item }) => checkInOpen(item, turn.situation.now));
    if (open.length > 1) return turn.reply(claims.whichCheckIn(open.map(({ item }) => item)));
    if (open.length === 0)
      return turn.reply(
        held[0]
          ? claims.checkInWhen(held[0].item, whenOf(held[0].item, community, now))
          : claims.nothingToCheckIn(speaker.name),
      );
    const { claim, item } = open[0]!;
    if (claim.checkedInAt)
      return turn.reply(claims.alreadyIn(item, speaker.name, sayMoment(claim.checkedInAt, community, now)));
    const at = momentOf(turn, slots, item);
    await setCheckedIn(tx, community, claim.id, at);
    turn.note({
      action: 'checked in',
      itemId: item.id,
      detail: { claimId: claim.id, at: at.toISOString(), evidence: 'self' },
    });
    const time = sayMoment(at, community, now);
    const join = claims.checkedIn(item, speaker.name, time);
    turn.reply(`${join.head}${join.name}`, { join, shows: { kind: 'checkIn', refs: [refOf(item)] } });
    if (item.status === 'closed') await cameLate(turn, { claim, item }, time);
  },
});

export const checkOut = command({
  name: '签退',
  does: 'checkOut',
  group: '认领',
  help: '走的时候发“签退”，记下服务时间',
  may: helpers,
  where: 'anywhere',
  says: ['签退', '签退 {item}'],
  examples: [['签退', {}]],
  async run(turn, slots) {
    const { tx, community, speaker } = turn;
    // Whoever was taken to have forgotten it may have said so in time.
    const at = turn.situation.now;
    const open = (await heldThen(turn, slots)).filter(
      ({ claim }) => claim.checkedInAt && !(claim.checkedOutAt && claim.checkedOutAt <= at),
    );
    if (open.length === 0) return turn.reply(claims.notCheckedIn(speaker.name));
    if (open.length > 1) return turn.reply(claims.whichCheckIn(open.map(({ item }) => item)));
    const { claim, item } = open[0]!;
    await setCheckedOut(tx, community, claim.id, at);
    const minutes = Math.max(0, Math.round((at.getTime() - claim.checkedInAt!.getTime()) / 60_000));
    turn.note({ action: 'checked out', itemId: item.id, detail: { claimId: claim.id, minutes } });
    // At the end of an activity everybody goes at once.
    const join = claims.checkedOut(item, speaker.name, minutes);
    turn.reply(`${join.head}${join.name}`, { join });
  },
});

/** The item of a roll call, if the speaker is in charge of it; otherwise the speaker was told. */
async function inCharge(turn: Turn, slots: Slots): Promise<Item[] | undefined> {
  const { tx, community, speaker } = turn;
  const ref = (slots.refs ?? turn.meaning.target)?.[0];
  if (!ref) {
    turn.reply(claims.whomNoShow);
    return undefined;
  }
  const items = (await itemsOfNumber(tx, community, ref.number)).filter(
    (item) => item.status !== 'divided' && (!ref.shift || ref.shift === item.shift),
  );
  if (items.length === 0) {
    turn.reply(claims.unknown(ref));
    return undefined;
  }
  const inCharge = await inChargeOf(tx, community, ref.number);
  if (turn.role !== 'leader' && inCharge !== speaker.id) {
    const person = inCharge && (await personById(tx, community, inCharge));
    turn.reply(claims.notInCharge(items[0]!, person ? person.name : undefined));
    return undefined;
  }
  return items;
}

export const rollCall = command({
  name: '点名',
  does: 'rollCall',
  group: '组织',
  help: '看谁签到了、谁还没来；“到了 12 小赵”补记到场',
  may: ['teamHead', 'volunteer'],
  where: 'anywhere',
  says: ['点名 {item}', '到了 {item} {name}'],
  examples: [
    ['点名 12', { refs: [{ number: 12 }] }],
    ['到了 12 小赵', { refs: [{ number: 12 }], names: ['小赵'] }],
  ],
  async run(turn, slots) {
    const items = await inCharge(turn, slots);
    if (!items) return;
    if (slots.names?.length) return noteAttendance(turn, items, slots.names, 'came');
    for (const item of items) {
      const held = (await claimsOf(turn.tx, turn.community, item.id)).filter((claim) => claim.state === 'held');
      const came = held.filter((claim) => claim.attendance === 'came').map((claim) => claim.name);
      const missing = held.filter((claim) => claim.attendance === null).map((claim) => claim.name);
      turn.reply(claims.rollCall(item, came, missing), { shows: { kind: 'list', refs: [refOf(item)] } });
    }
  },
});

export const noShow = command({
  name: '没来',
  does: 'noShow',
  group: '组织',
  help: '活动后记下谁没来，只作记录',
  may: ['teamHead', 'volunteer'],
  where: 'anywhere',
  says: ['没来 {item} {name}'],
  examples: [['没来 12 小赵', { refs: [{ number: 12 }], names: ['小赵'] }]],
  async run(turn, slots) {
    if (!slots.names?.length) return turn.reply(claims.whomNoShow);
    const items = await inCharge(turn, slots);
    if (items) await noteAttendance(turn, items, slots.names, 'noShow');
  },
});

async function noteAttendance(
  turn: Turn,
  items: Item[],
  names: string[],
  attendance: 'came' | 'noShow',
): Promise<void> {
  for (const name of names) {
    for (const item of items) {
      const claim = (await claimsOf(turn.tx, turn.community, item.id)).find(
        (held) => held.state === 'held' && held.name === name,
      );
      if (!claim) {
        if (item === items.at(-1)) turn.reply(claims.notAHolder(item, name));
        continue;
      }
      await setAttendance(turn.tx, turn.community, claim.id, attendance);
      turn.note({
        action: attendance === 'came' ? 'came' : 'did not come',
        itemId: item.id,
        detail: { claimId: claim.id, evidence: 'in charge' },
      });
      turn.tell(
        turn.speaker.id,
        attendance === 'came' ? claims.cameNoted(item, [name]) : claims.noShowNoted(item, [name]),
      );
      break;
    }
  }
}
