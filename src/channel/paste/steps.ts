/** What becomes of each line of a piece: new, known, the bot's own. Pure but for the marks that it gives to new lines. */
import { randomUUID } from 'node:crypto';
import type { Incoming } from '../../chat/message.ts';
import { fromLocal } from '../../clock/zone.ts';
import type { Posted } from './desk.ts';
import { joined, joinText, said, takenBack, timedId } from './events.ts';
import { isOurs, overlap, type Piece, type Seen, squeezed } from './overlap.ts';
import type { Line } from './read.ts';
import type { Room } from './room.ts';

/**
 * `fresh`: it is handled. `known`: it was before. `ours`: the bot's own words. `left`: somebody chose so. `nobody`: it is
 * not known whose. `unclear`: which words were taken back is not known. `notice`: one of WeChat's own lines.
 */
export type Standing = 'fresh' | 'known' | 'ours' | 'left' | 'nobody' | 'unclear' | 'notice';

export interface Step {
  line: Line;
  name?: string;
  standing: Standing;
  event?: Incoming;
  /** Messages of the bot that somebody has posted with this line. */
  posted?: Posted;
}

/** A text of the bot for the group, as it lies on the tray. */
export interface OwnText {
  id: string;
  text: string;
  madeAt: Date;
  state: 'ready' | 'sent' | 'left';
}

/** What a piece is measured by. */
export interface Ground {
  place: Pick<Room, 'botName' | 'groupName' | 'zone'>;
  now: Date;
  /** The same, local to the community. */
  local: string;
  seen: readonly Seen[];
  /** Ids of what was taken back already. */
  recalled: ReadonlySet<string>;
  /** The bot's texts for the group. */
  own: readonly OwnText[];
  /** Whose words those are that stand under no name. */
  who?: string | undefined;
  /** The page's mark of this piece, and what was chosen for its lines. */
  asked: { key: string; leave: readonly number[]; again: readonly number[] };
}

/** Decides about every line. */
export function stepsOf(ground: Ground, lines: readonly Line[]): Step[] {
  const texts = ground.own.map(({ text }) => text);
  const steps = lines.map((line, i): Step => {
    const told = line.kind === 'said' ? isOurs(line.text, texts) : [];
    const name = nameOf(line, ground.who);
    if (told.length > 0) return { line, standing: 'ours', posted: postedWith(line, told, ground) };
    if (name === ground.place.botName) return { line, standing: 'ours' };
    if (line.kind === 'notice') return { line, standing: 'notice' };
    const whose = name === undefined ? {} : { name };
    if (ground.asked.leave.includes(i)) return { line, ...whose, standing: 'left' };
    return { line, ...whose, standing: name === undefined ? 'nobody' : 'fresh' };
  });
  const open = [...steps.entries()].filter(([, { name }]) => name !== undefined);
  const before = overlap(
    ground.seen,
    open.map(([, step]) => pieceOf(step)),
    ground.local,
  );
  const alike = new Map<string, number>();
  for (const { timed, name, text, at } of ground.seen) if (timed) count(alike, name, at, text);
  for (const [k, [i, step]] of open.entries()) if (step.standing === 'fresh') settle(step, i, before[k], ground, alike);
  return steps;
}

/** Which of the tray's messages this line is, and since when they stand in the group. */
function postedWith(line: Line, texts: readonly string[], { own, now, place }: Ground): Posted {
  const at = line.at === undefined ? now : fromLocal(line.at, place.zone);
  const found = texts.flatMap((text) => own.find((one) => one.text === text) ?? []);
  // The same words may have been posted before: a line older than the message is not this message.
  const fits = found.filter(({ madeAt, state }) =>
    line.at === undefined ? state === 'ready' : at.getTime() >= madeAt.getTime() - 60_000,
  );
  return { ids: fits.map(({ id }) => id), at: at < now ? at : now };
}

/** “你” in a notice is whoever copied the piece. */
function nameOf(line: Line, who: string | undefined): string | undefined {
  if (line.kind === 'notice') return undefined;
  const name = line.kind === 'join' ? (line.by ?? line.names[0]) : line.name;
  return name === undefined || name === '你' ? who : name;
}

function pieceOf({ line, name }: Step): Piece {
  const at = line.at === undefined ? {} : { at: line.at };
  if (line.kind === 'said') return { name: name!, text: line.text, ...at };
  return line.kind === 'join' ? { name: name!, text: joinText(line.names), ...at } : { name: name!, ...at };
}

function count(counts: Map<string, number>, name: string, at: string, text: string): number {
  const key = `${name}\n${at}\n${squeezed(text)}`;
  const next = (counts.get(key) ?? 0) + 1;
  counts.set(key, next);
  return next;
}

/** Decides about a line whose owner's name is known, and makes its event. */
function settle(step: Step, i: number, before: number | undefined, ground: Ground, alike: Map<string, number>): void {
  const { line } = step;
  if (line.kind === 'recall') {
    settleRecall(step, before, ground);
    return;
  }
  const again = ground.asked.again.includes(i);
  if (before !== undefined && !again) {
    step.standing = 'known';
    return;
  }
  const name = step.name!;
  const text = pieceOf(step).text ?? '';
  const common = { id: again ? `paste:a:${ground.asked.key}:${i}` : `paste:u:${randomUUID()}`, name, at: line.at };
  if (!again && line.at !== undefined) common.id = timedId(name, text, line.at, count(alike, name, line.at, text));
  if (line.kind === 'join') step.event = joined(ground.place, { ...common, who: line.names }, ground.now);
  else if (line.kind === 'said')
    step.event = said(ground.place, { ...common, text, quote: quoteOf(line.quote, ground) }, ground.now);
}

function settleRecall(step: Step, before: number | undefined, { place, seen, recalled, now }: Ground): void {
  const target = before === undefined ? undefined : seen[before]!.id;
  step.standing = target === undefined ? 'unclear' : recalled.has(target) ? 'known' : 'fresh';
  if (target === undefined || step.standing !== 'fresh') return;
  const common = { id: `paste:r:${target}`, name: step.name!, at: step.line.at };
  step.event = takenBack(place, { ...common, recalled: target }, now);
}

/** So much of a quote tells which text it is: what a telephone copies of it is often cut. */
const telling = 40;

/** A quoted text of the tray is the bot's, whoever posted it. */
function quoteOf(
  quote: { name: string; text: string } | undefined,
  { own, place }: Ground,
): { name: string; text: string; mine: boolean } | undefined {
  if (!quote) return undefined;
  const short = squeezed(quote.text.replace(/(?:…|\.\.\.)$/, '')).slice(0, telling);
  const ours = short.length >= 6 ? own.find(({ text }) => squeezed(text).includes(short)) : undefined;
  return { name: quote.name, text: ours?.text ?? quote.text, mine: ours !== undefined || quote.name === place.botName };
}
