import { command } from '../../../chat/command.ts';
import type { Ref } from '../../../chat/meaning.ts';
import type { Turn } from '../../../chat/turn.ts';
import { holdersFor } from '../../../identity/whom.ts';
import { priority } from '../../../outbox/post.ts';
import { inChargeOf, lockItems } from '../../activities/queries.ts';
import { cancelItem } from '../../activities/steps.ts';
import { needReleased } from '../../needs/steps.ts';
import { type Claim, claimsOfPerson, type Item, itemsOfNumber } from '../queries.ts';
import { isLateRelease } from '../rules.ts';
import { release as releaseSeats } from '../steps.ts';
import { refOf, wording } from '../wording.ts';

export const release = command({
  name: '取消',
  does: 'release',
  group: '认领',
  help: '退出认领或候补；10 分钟内发“撤销”可以改回来',
  may: ['resident', 'volunteer', 'teamHead', 'unitContact'],
  where: 'anywhere',
  says: ['取消 {items}', '退 {items}', '取消认领 {items}', '不去 {items}'],
  examples: [
    ['取消 12', { refs: [{ number: 12 }] }],
    ['取消 3、7', { refs: [{ number: 3 }, { number: 7 }] }],
  ],
  async run(turn, slots) {
    const refs = slots.refs ?? turn.meaning.target;
    if (turn.role === 'leader' && refs?.length === 1 && !slots.names && (await cancelsWhole(turn, refs[0]!))) return;
    const mine = await heldBy(turn, slots.names);
    if (!mine) return;
    if (!refs || refs.length === 0) {
      if (mine.length === 0) return turn.reply(wording.nothingHeld(slots.names?.[0] ?? turn.speaker.name));
      return releaseOneOf(turn, mine);
    }
    await lockItems(
      turn.tx,
      turn.community,
      mine.filter(({ item }) => refs.some((ref) => ref.number === item.number)).map(({ item }) => item.id),
    );
    for (const ref of refs) await releaseRef(turn, ref, mine, slots.names?.[0] ?? turn.speaker.name);
  },
});

type Held = { claim: Claim; item: Item };

/** What the speaker (or whoever is named) holds; undefined when a name was not clear and it was asked. */
async function heldBy(turn: Turn, names: string[] | undefined): Promise<Held[] | undefined> {
  const own = await claimsOfPerson(turn.tx, turn.community, turn.speaker.id, turn.now);
  if (!names) return own;
  const holders = await holdersFor(turn, names);
  if (!holders) return undefined;
  const held: Held[] = [];
  for (const holder of holders) {
    const theirs = holder.personId ? await claimsOfPerson(turn.tx, turn.community, holder.personId, turn.now) : own;
    held.push(...theirs.filter(({ claim }) => claim.holder === holder.holder));
  }
  return held;
}

async function releaseRef(turn: Turn, ref: Ref, mine: Held[], name: string): Promise<void> {
  const found = await itemsOfNumber(turn.tx, turn.community, ref.number);
  const item = found.find((i) => i.shift === (ref.shift ?? ''));
  if (!item) return turn.reply(wording.unknown(ref));
  // “取消 12” also means the one shift of 12 that somebody holds.
  const fitting = mine.filter(
    (held) => held.item.number === ref.number && (!ref.shift || held.item.shift === ref.shift),
  );
  if (fitting.length === 0) return turn.reply(wording.notYours(item, name));
  return releaseOneOf(turn, fitting);
}

/** The speaker's own before those of others, if that leaves one; else it is asked which. */
async function releaseOneOf(turn: Turn, held: Held[]): Promise<void> {
  // Who goes out goes alone: a neighbour whom they once put down as well still comes.
  const own = held.filter(({ claim }) => claim.personId === turn.speaker.id);
  const meant = own.length > 0 ? own : held;
  const { item, claim } = meant[0]!;
  if (meant.some((one) => one.item.id !== item.id))
    return turn.reply(wording.whichRelease([...new Map(meant.map((one) => [one.item.id, one.item])).values()]));
  if (meant.length > 1)
    return turn.reply(
      wording.whichGuest(
        item,
        meant.map((one) => one.claim.name),
      ),
    );
  return mayRelease(turn, claim) ? letGo(turn, item, claim) : turn.reply(wording.othersClaim(item, claim.name));
}

/** One's own, what one claimed for somebody, and a leader everybody's. */
function mayRelease({ speaker, role }: Turn, claim: Claim): boolean {
  return claim.personId === speaker.id || claim.byPerson === speaker.id || role === 'leader' || role === 'teamHead';
}

async function letGo(turn: Turn, item: Item, claim: Claim): Promise<void> {
  const free = await releaseSeats(turn, item, claim, 'released');
  // “取消 12、12”, or the same said here and in the direct chat at once.
  if (free === undefined) return;
  if (claim.personId && claim.personId !== turn.speaker.id)
    turn.tell(claim.personId, wording.releasedForYou(item, turn.speaker.name));
  if (claim.state !== 'held') return turn.reply(wording.leftLine(item, claim.name));
  turn.reply(wording.released(item, claim.name, free), {
    join: wording.releasedTogether(item, claim.name, free),
    shows: { kind: 'callSubstitute', refs: [refOf(item)] },
  });
  if (item.kind === 'need') return needReleased(turn, item, claim.name);
  if (!isLateRelease(turn.now, item.startsAt)) return;
  const inCharge = await inChargeOf(turn.tx, turn.community, item.number);
  if (inCharge && inCharge !== turn.speaker.id)
    turn.tell(inCharge, wording.lateRelease(item, claim.name, free), { priority: priority.direct });
}

/** A leader who holds nothing of an item and writes 取消 12 means the whole of it. */
async function cancelsWhole(turn: Turn, ref: Ref): Promise<boolean> {
  const { tx, community } = turn;
  const item = (await itemsOfNumber(tx, community, ref.number)).find((i) => i.shift === (ref.shift ?? ''));
  if (!item || item.kind === 'need') return false;
  const own = await claimsOfPerson(tx, community, turn.speaker.id, turn.now);
  if (own.some((held) => held.item.number === ref.number)) return false;
  if (item.status === 'cancelled' || item.status === 'closed') turn.reply(wording.closed(ref));
  else await cancelItem(turn, item, undefined);
  return true;
}
