import { command } from '../../../chat/command.ts';
import type { Ref } from '../../../chat/meaning.ts';
import type { Turn } from '../../../chat/turn.ts';
import { toLocal } from '../../../clock/zone.ts';
import { type Holder, holdersFor } from '../../../identity/whom.ts';
import { lockItems } from '../../activities/queries.ts';
import { needClaimed } from '../../needs/steps.ts';
import { claimTogether, isSimple, sayClaimed, sayJoined } from '../crowd.ts';
import {
  claimById,
  claimsOf,
  claimsOfPerson,
  endClaim,
  type Item,
  itemById,
  itemsOfNumber,
  placeInLine,
} from '../queries.ts';
import { clash, mostInParty } from '../rules.ts';
import { acceptOffer, claimSeats, lockClaim, release, resize as resizeSeats, whenOf } from '../steps.ts';
import { refOf, wording } from '../wording.ts';

const everyone = ['resident', 'volunteer', 'teamHead', 'unitContact'] as const;

/** The item that a reference means. A divided one gives its shift when only one is open; otherwise it is asked which. */
export async function claimable(turn: Turn, ref: Ref): Promise<Item | undefined> {
  const { tx, community, now } = turn;
  const found = await itemsOfNumber(tx, community, ref.number);
  const exact = found.find((item) => item.shift === (ref.shift ?? ''));
  if (!exact || (exact.kind === 'need' && exact.status === 'waiting')) {
    turn.reply(wording.unknown(ref));
    return undefined;
  }
  if (exact.status !== 'divided') return exact;
  const shifts = found.filter(
    (item) => item.shift !== '' && item.status === 'open' && (!item.endsAt || item.endsAt > now),
  );
  if (shifts.length === 1) return shifts[0];
  if (shifts.length === 0) turn.reply(wording.closed(ref));
  else
    turn.reply(
      wording.needsShift(ref.number, shifts, toLocal(now, community.zone), (at) => toLocal(at, community.zone)),
      { shows: { kind: 'list', refs: shifts.map(refOf) } },
    );
  return undefined;
}

export const claim = command({
  name: '认领',
  does: 'claim',
  group: '认领',
  help: '认领活动、班次或需求；写上人数或名字，就是带人或替人认领',
  may: everyone,
  where: 'anywhere',
  says: [
    '认领 {items}',
    '认领 {items} {n}人',
    '报名 {items}',
    '报名 {items} {n}人',
    '给{name}报{item}',
    '给{name}认领{item}',
  ],
  examples: [
    ['认领 12', { refs: [{ number: 12 }] }],
    ['认领 12B', { refs: [{ number: 12, shift: 'B' }] }],
    ['认领 12 3人', { refs: [{ number: 12 }], partySize: 3 }],
    ['认领 3、7', { refs: [{ number: 3 }, { number: 7 }] }],
    ['给刘姐报12', { refs: [{ number: 12 }], names: ['刘姐'] }],
  ],
  async run(turn, slots) {
    const refs = slots.refs ?? turn.meaning.target;
    if (!refs || refs.length === 0) return turn.reply(wording.which);
    const size = slots.partySize ?? 1;
    if (!Number.isInteger(size) || size < 1 || size > mostInParty) return turn.reply(wording.badSize(mostInParty));
    const holders = await holdersFor(turn, slots.names);
    if (!holders) return;
    const items: Item[] = [];
    for (const ref of refs.slice(0, 10)) {
      const item = await claimable(turn, ref);
      if (item) items.push(item);
    }
    await lockItems(
      turn.tx,
      turn.community,
      items.map(({ id }) => id),
    );
    for (const item of items) {
      for (const holder of holders) {
        if (slots.partyBy) await resizeBy(turn, item, holder, slots.partyBy);
        else if (slots.resize) await resize(turn, item, holder, size);
        else
          await claimOne(turn, item, holder, { size, sized: slots.partySize !== undefined, ifNobody: slots.ifNobody });
      }
    }
  },
  crowd: {
    takes: isSimple,
    run: (turns) => claimTogether(turns, (turn) => claim.run(turn, turn.meaning.slots)),
  },
  async answer(turn, slots, draft) {
    const offered =
      typeof draft['offer'] === 'string' ? await claimById(turn.tx, turn.community, draft['offer']) : undefined;
    await turn.answered();
    if (turn.meaning.does === 'claim' || !offered) {
      if (turn.meaning.does !== 'no') await claim.run(turn, { ...draft, ...slots });
      return;
    }
    const item = (await itemById(turn.tx, turn.community, offered.itemId))!;
    if (turn.meaning.does === 'yes') return accept(turn, item, offered.id);
    const found = await lockClaim(turn, item.id, offered.id);
    if (found?.claim.state !== 'offered') return turn.reply(wording.offerLapsed(item));
    await release(turn, item, offered, 'released');
    turn.reply(wording.offerDeclined(item));
  },
});

interface Wish {
  size: number;
  /** The size was said, not taken for one. */
  sized?: boolean;
  ifNobody?: boolean | undefined;
}

/** One holder, one item: claims, and says what came of it. */
async function claimOne(turn: Turn, item: Item, holder: Holder, wish: Wish): Promise<void> {
  const { size, sized, ifNobody = false } = wish;
  const { tx, community, now } = turn;
  const claimed = await claimSeats(tx, community, item, { ...holder, byPerson: turn.speaker.id, size, ifNobody }, now);
  if (claimed === 'closed') return turn.reply(wording.closed(refOf(item)));
  if ('existing' in claimed) {
    const { id, state } = claimed.existing;
    if (state === 'offered') return accept(turn, item, id);
    // Who has a seat and now says how many come has changed the number.
    if (sized && size !== claimed.existing.size && state !== 'ifNobody') return resize(turn, item, holder, size);
    if (state !== 'ifNobody' || ifNobody)
      return turn.reply(wording.already(item, holder.name, state), {
        join: wording.alreadyTogether(item, holder.name, state),
      });
    // Who would have come if nobody did comes now.
    await endClaim(tx, community, id, 'released', now);
    return claimOne(turn, item, holder, { size });
  }
  turn.note({
    action: 'claimed',
    itemId: item.id,
    detail: { claimId: claimed.id, state: claimed.state, size, name: holder.name },
  });
  if (claimed.state === 'ifNobody')
    return sayJoined(turn, wording.ifNobody(item, holder.name), { kind: 'claimed', refs: [refOf(item)] });
  if (claimed.state === 'waiting') {
    const place = await placeInLine(tx, community, claimed.id);
    return sayClaimed(turn, item, holder, size, { ...claimed, place });
  }
  await sayClaimed(turn, { ...item, seats: claimed.seats }, holder, size, claimed);
  if (item.kind === 'need') await needClaimed(turn, item, holder);
  if (holder.personId) await warnOfClash(turn, item, holder.personId);
}

async function warnOfClash(turn: Turn, item: Item, person: string): Promise<void> {
  const mine = turn.situation.holds === 'any' || turn.situation.holds.length > 0 || person !== turn.speaker.id;
  if (!mine) return;
  const other = (await claimsOfPerson(turn.tx, turn.community, person, turn.now)).find(
    (held) => held.claim.state === 'held' && clash(held.item, item),
  );
  if (other) turn.tell(person, wording.clash(item, other.item));
}

async function accept(turn: Turn, item: Item, claimId: string): Promise<void> {
  const accepted = await acceptOffer(turn, item.id, claimId);
  if (!accepted) return turn.reply(wording.offerLapsed(item));
  const { claim, free } = accepted;
  const join = wording.accepted(item, claim.name);
  turn.toGroup(`${join.head}${join.name}`, { join });
  if (item.kind === 'need') return needClaimed(turn, item, claim);
  if (turn.chat === 'direct') turn.reply(wording.heldAlone(item, whenOf(item, turn.community, turn.now), free));
}

async function resizeBy(turn: Turn, item: Item, holder: Holder, by: number): Promise<void> {
  const claim = (await claimsOf(turn.tx, turn.community, item.id)).find((c) => c.holder === holder.holder);
  const size = (claim?.size ?? 0) + by;
  if (size < 1) return turn.reply(wording.onlyYou(item));
  if (size > mostInParty) return turn.reply(wording.badSize(mostInParty));
  await resize(turn, item, holder, size);
}

/** Changes how many come with somebody who holds or waits already; who holds nothing claims. */
async function resize(turn: Turn, item: Item, holder: Holder, size: number): Promise<void> {
  const { tx, community } = turn;
  const claim = (await claimsOf(tx, community, item.id)).find((c) => c.holder === holder.holder);
  const resized = claim && (await resizeSeats(turn, claim, size));
  if (!resized) return claimOne(turn, item, holder, { size });
  const now = (await itemById(tx, community, item.id))!;
  if (resized === 'full') return turn.reply(wording.resizeFull(item, now.seats - now.taken));
  turn.reply(wording.resized(item, holder.name, size, resized.free), {
    join: wording.resizedTogether(item, holder.name, size, resized.free),
  });
  if (resized.seated && item.kind === 'need') await needClaimed(turn, item, holder);
}
