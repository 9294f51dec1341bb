/** What a line changed in the store, in the words of the effects, and whether the day asked for it. Pure. */
import type { Book } from './book.ts';
import type { DayLine, Effect } from './day.ts';
import { samePerson } from './effects.ts';
import type { ClaimState, NeedState, State } from './state.ts';

export interface Change {
  /** `need:STATUS` is a need that went to another state, `details` anything else about a need. */
  kind: string;
  /** The bot's number, e.g. `12A`. */
  item?: string;
  who?: string;
  text: string;
}

const seatId = (claim: ClaimState) => `${claim.item}/${claim.name}`;
const seated = (claim: ClaimState) => claim.state === 'held';

function claimChange(old: ClaimState | undefined, now: ClaimState | undefined): Change | undefined {
  const claim = (now ?? old)!;
  const change = (kind: string, text: string): Change => ({ kind, item: claim.item, who: claim.name, text });
  if (!old && now) {
    const kind = seated(now) ? 'claim' : 'waitlist';
    return change(kind, `${now.name} (${now.size}) is ${now.state} on ${now.item}`);
  }
  if (old && !now)
    return change(old.state === 'waiting' ? 'waitlistLeave' : 'release', `${old.name} is off ${old.item}`);
  if (!old || !now) return undefined;
  if (old.state !== now.state) return change('offer', `${now.name} is ${now.state} on ${now.item}`);
  if (old.size !== now.size)
    return change(now.state === 'waiting' ? 'waitlistResize' : 'resize', `${now.name} is ${now.size} on ${now.item}`);
  if (!old.checkedIn && now.checkedIn) return change('checkin', `${now.name} is checked in on ${now.item}`);
  if (!old.checkedOut && now.checkedOut) return change('checkout', `${now.name} is checked out of ${now.item}`);
  return undefined;
}

function needChange(old: NeedState | undefined, now: NeedState): Change | undefined {
  const { item } = now;
  if (!old) return { kind: 'need', item, text: `need ${item} (${now.category}, ${now.reporter}) is filed` };
  if (old.status !== now.status)
    return { kind: `need:${now.status}`, item, text: `need ${item} went from ${old.status} to ${now.status}` };
  if (JSON.stringify(old) !== JSON.stringify(now)) return { kind: 'details', item, text: `need ${item} was added to` };
  return undefined;
}

function itemChanges(before: State, after: State): Change[] {
  const changes: Change[] = [];
  for (const now of after.items) {
    if (now.kind === 'need') continue;
    const old = before.items.find((item) => item.key === now.key);
    const { key: item } = now;
    if (!old) {
      if (now.kind === 'activity') changes.push({ kind: 'publish', item, text: `${item} ${now.title} is published` });
    } else if (old.status !== now.status)
      changes.push({ kind: 'cancel', item, text: `${item} went from ${old.status} to ${now.status}` });
    else if (JSON.stringify(old) !== JSON.stringify(now))
      changes.push({ kind: 'change', item, text: `${item} is now ${now.title} ${now.start}–${now.end}, ${now.seats}` });
  }
  return changes;
}

/** Everything that differs between two states. */
export function changesBetween(before: State, after: State): Change[] {
  const seats = [...new Set([...before.claims, ...after.claims].map(seatId))];
  const find = (state: State, id: string) => state.claims.find((claim) => seatId(claim) === id);
  const visits = after.visits.filter((visit) => !before.visits.some((old) => old.id === visit.id));
  const alarms = after.alarms.filter((alarm) => !before.alarms.some((old) => old.id === alarm.id));
  return [
    ...itemChanges(before, after),
    ...seats.map((id) => claimChange(find(before, id), find(after, id))),
    ...after.needs.map((now) =>
      needChange(
        before.needs.find((need) => need.item === now.item),
        now,
      ),
    ),
    ...visits.map(({ elder, by }): Change => ({ kind: 'visit', who: elder, text: `a visit of ${by} to ${elder}` })),
    ...alarms.map(
      ({ about, kind }): Change => ({ kind: 'alarm', who: about, text: `an alarm (${kind}) about ${about}` }),
    ),
  ].filter((change) => change !== undefined);
}

/** Which changes an effect of the day accounts for. */
const accounts: Record<string, readonly string[]> = {
  publish: ['publish'],
  change: ['change'],
  cancel: ['cancel', 'release', 'waitlistLeave'],
  // In the line in place of on a seat: the effect itself says so.
  claim: ['claim', 'offer', 'resize', 'waitlist', 'need:claimed'],
  resize: ['resize', 'claim'],
  release: ['release', 'need:open'],
  waitlist: ['waitlist'],
  waitlistResize: ['waitlistResize'],
  waitlistLeave: ['waitlistLeave', 'release'],
  offer: ['offer'],
  need: ['need', 'details', 'need:open'],
  done: ['need:done', 'need:confirmed', 'release'],
  confirm: ['need:confirmed', 'need:done', 'details'],
  rate: ['need:confirmed', 'details'],
  reopen: ['need:open', 'need:claimed', 'need:reported', 'details', 'release'],
  withdraw: ['need:withdrawn', 'release'],
  visit: ['visit'],
  alarm: ['alarm'],
  checkin: ['checkin'],
  checkout: ['checkout'],
};
/** Kinds of which one effect speaks of one person; the others speak of the whole item. */
const ofOnePerson = new Set(['claim', 'resize', 'release', 'waitlist', 'waitlistResize', 'waitlistLeave', 'offer']);

function explains(effect: Effect, change: Change, book: Book): boolean {
  const [kind, about] = Object.entries(effect)[0] as [
    string,
    { item?: string; who?: string; elder?: string; about?: string },
  ];
  if (!accounts[kind]?.includes(change.kind)) return false;
  if (kind === 'visit') return samePerson(about.elder ?? '', change.who ?? '');
  if (kind === 'alarm') return samePerson(about.about ?? '', change.who ?? '');
  const item = about.item === undefined ? undefined : book.get(about.item);
  // Cancelling the whole cancels its shifts.
  const sameItem = item === change.item || (kind === 'cancel' && item === change.item?.replace(/[A-Z]$/, ''));
  return sameItem && (!ofOnePerson.has(kind) || change.who === undefined || about.who === change.who);
}

/**
 * The changes that nobody asked for.
 * @param effects what this line should do, or one near it (earlier is fine, a confirmation may come a line later)
 */
export function unasked(changes: readonly Change[], line: DayLine, effects: readonly Effect[], book: Book): Change[] {
  const opensNeeds = effects.some((effect) => 'alarm' in effect || 'visit' in effect);
  return changes.filter((change) => {
    if (effects.some((effect) => explains(effect, change, book))) return false;
    if (line.expect.bot === 'silent') return true;
    if (change.kind === 'need' && opensNeeds) return false;
    // Needs may be opened by the bot itself; on a line that is not scored the end of the day judges them.
    if (['need:open', 'details'].includes(change.kind)) return false;
    return !(line.expect.bot === 'either' && change.kind.startsWith('need'));
  });
}
