/** What claiming means, in plain JavaScript: the model that the program is compared with. Nobody here knows a database. */

export type State = 'held' | 'offered' | 'waiting' | 'ifNobody';

export interface Claim {
  holder: string;
  /** Who may release it: the holder, or who claimed it for a guest. */
  owner: string;
  size: number;
  state: State;
  /** When an offer ends. */
  until?: number;
}

export interface Item {
  open: boolean;
  seats: number;
  /** In the order of the line. */
  claims: Claim[];
}

const seated = (claim: Claim): boolean => claim.state === 'held' || claim.state === 'offered';
export const taken = (item: Item): number => item.claims.filter(seated).reduce((sum, claim) => sum + claim.size, 0);
export const free = (item: Item): number => item.seats - taken(item);
const find = (item: Item, holder: string): Claim | undefined => item.claims.find((claim) => claim.holder === holder);

/** How long an offer stands. */
const offerMs = 120 * 60_000;

/** Free seats go to the first in line whose whole party fits, until nobody’s does. */
function offer(item: Item, now: number): void {
  for (;;) {
    const next = item.claims.find((claim) => claim.state === 'waiting' && claim.size <= free(item));
    if (!next || !item.open) return;
    next.state = 'offered';
    next.until = now + offerMs;
  }
}

function accept(claim: Claim): void {
  claim.state = 'held';
  delete claim.until;
}

export function claim(item: Item, holder: string, owner: string, size: number, ifNobody = false): void {
  if (!item.open) return;
  const own = find(item, holder);
  if (own?.state === 'offered') accept(own);
  if (own && (own.state !== 'ifNobody' || ifNobody)) return;
  if (own) item.claims.splice(item.claims.indexOf(own), 1);
  const state = ifNobody ? 'ifNobody' : size <= free(item) ? 'held' : 'waiting';
  item.claims.push({ holder, owner, size, state });
}

export function drop(item: Item, claim: Claim, now: number): void {
  const freed = seated(claim);
  item.claims.splice(item.claims.indexOf(claim), 1);
  if (freed) offer(item, now);
}

/** All that somebody holds or waits for there, also for guests. */
export function release(item: Item, owner: string, now: number): void {
  if (!item.open) return;
  for (const own of item.claims.filter((one) => one.owner === owner)) drop(item, own, now);
}

export function resize(item: Item, holder: string, size: number, now: number): void {
  const own = find(item, holder);
  if (!own || !item.open) claim(item, holder, holder, size);
  if (!own || !item.open) return;
  if (seated(own) && size - own.size > free(item)) return;
  own.size = size;
  if (own.state === 'waiting' && size <= free(item)) own.state = 'held';
  offer(item, now);
}

/** A claim with a number of people: who has a seat or a place in the line already has changed the number. */
export function claimParty(item: Item, holder: string, size: number, now: number): void {
  const own = find(item, holder);
  if (own && (own.state === 'held' || own.state === 'waiting')) resize(item, holder, size, now);
  else claim(item, holder, holder, size);
}

export function swap(item: Item, from: string, to: string): void {
  const own = find(item, from);
  if (own?.state !== 'held' || !item.open || find(item, to)) return;
  own.holder = to;
  own.owner = to;
}

/** Yes or no to an offer. */
export function answer(item: Item, holder: string, yes: boolean, now: number): void {
  const own = find(item, holder);
  if (own?.state !== 'offered') return;
  if (yes) accept(own);
  else drop(item, own, now);
}

export function setSeats(item: Item, seats: number, now: number): void {
  if (!item.open || seats < taken(item)) return;
  item.seats = seats;
  offer(item, now);
}

export function cancel(item: Item): void {
  item.open = false;
}

/** Offers whose time is over go to the next, the earliest first. */
export function pass(items: readonly Item[], now: number): void {
  for (;;) {
    const due = items
      .filter((item) => item.open)
      .flatMap((item) =>
        item.claims.filter((one) => one.until !== undefined && one.until <= now).map((one) => ({ item, one })),
      );
    if (due.length === 0) return;
    const { item, one } = due.sort((a, b) => a.one.until! - b.one.until!)[0]!;
    drop(item, one, now);
  }
}
