/** What is open, as the bot knows it just before a message. */
import { toLocal } from '../clock/zone.ts';
import type { Community } from '../community.ts';
import type { Person } from '../features/people/queries.ts';
import type { ItemView } from './context.ts';
import type { NeedCategory, Ref } from './meaning.ts';

/** One checks in this long before the start. */
const checkInLeadMinutes = 30;

export interface ItemRow {
  number: number;
  shift: string;
  kind: ItemView['kind'];
  status: string;
  title: string;
  venue: string | null;
  category: NeedCategory | null;
  beneficiary: string | null;
  reporter: string | null;
  /** Who may see it while it waits for a leader. */
  reporterId: string | null;
  told: string | null;
  starts: string | null;
  ends: string | null;
  whole_day: boolean;
  seats: number;
  taken: number;
}

export const ref = (row: { number: number; shift?: string }): Ref =>
  row.shift ? { number: row.number, shift: row.shift } : { number: row.number };

export const manages = (person: Person) => person.role === 'leader' || person.role === 'teamHead';

/** Who speaks now, or just did; who is heard later than this (milliseconds) meant the moment when it was said. */
const late = 60_000;

/**
 * The items as each person may see them who said something at a moment. What all may see is the same array for all: a crowd
 * asks for it, and nobody changes it.
 */
export function viewsOf(
  items: readonly ItemRow[],
  community: Community,
  now: Date,
): (person: Person, said: Date) => ItemView[] {
  const viewsAt = (said: Date) => items.map((row) => itemView(row, community, { now, said }));
  const views = viewsAt(now);
  const waits = items.some(({ status }) => status === 'waiting');
  const visible = (row: ItemRow, person: Person) =>
    row.status !== 'waiting' || manages(person) || row.reporterId === person.id;
  return (person, said) => {
    const all = now.getTime() - said.getTime() > late ? viewsAt(said) : views;
    return waits ? all.filter((_, i) => visible(items[i]!, person)) : all;
  };
}

/** Whether it can still be claimed is decided now; whether one could check in, when it was said. */
function itemView(row: ItemRow, community: Community, { now, said }: { now: Date; said: Date }): ItemView {
  const local = (text: string) => toLocal(new Date(text), community.zone).slice(0, row.whole_day ? 10 : 16);
  const view: ItemView = {
    ref: ref(row),
    kind: row.kind,
    title: row.title,
    seats: row.seats,
    free: row.seats - row.taken,
    open: row.status === 'open' && !(row.ends && Date.parse(row.ends) <= now.getTime()),
  };
  if (row.category) view.category = row.category;
  if (row.beneficiary) view.beneficiary = row.beneficiary;
  if (row.reporter) view.reporter = row.reporter;
  if (row.told) view.told = row.told;
  if (row.venue) view.place = row.venue;
  if (row.starts) view.start = local(row.starts);
  if (row.ends) view.end = local(row.ends);
  if (row.starts && !row.whole_day && row.kind !== 'need')
    view.checkInOpen =
      said.getTime() >= Date.parse(row.starts) - checkInLeadMinutes * 60_000 &&
      said.getTime() <= Date.parse(row.ends ?? row.starts) + 30 * 60_000;
  return view;
}
