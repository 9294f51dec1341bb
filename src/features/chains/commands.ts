import { type Command, command } from '../../chat/command.ts';
import type { ItemView } from '../../chat/context.ts';
import type { Turn } from '../../chat/turn.ts';
import { holdersFor } from '../../identity/whom.ts';
import { type ChainEntry, compare } from '../../language/chain.ts';
import { lineOf } from '../../language/line.ts';
import { timeFits } from '../../language/meanings/known-which.ts';
import { sayParty } from '../../language/say.ts';
import { byHint } from '../../language/which.ts';
import { boardNews } from '../activities/steps.ts';
import { claimsOf, type Item, itemOf, lockItem } from '../claims/queries.ts';
import { mostInParty } from '../claims/rules.ts';
import { claimSeats, release, resize as resizeSeats } from '../claims/steps.ts';
import { refOf } from '../claims/wording.ts';
import { keepChain, lastChain } from './queries.ts';
import { wording } from './wording.ts';

/** WeChat's own sign-up lists: the names that were added claim; names that are gone are asked about first. */
export const chain: Command = command({
  name: '接龙',
  does: 'chain',
  group: '认领',
  help: '微信接龙也认：标题写清是哪个活动，我照着记名单',
  may: ['resident', 'volunteer', 'teamHead', 'unitContact'],
  where: 'anywhere',
  says: ['接龙 {item} {text}'],
  examples: [['接龙 12 1林晓 2何平', { refs: [{ number: 12 }], text: '1林晓 2何平' }]],
  async run(turn, slots) {
    const list = slots.chain ?? chainOf(slots.text);
    if (!list) return;
    const item = await itemFor(turn, slots.refs, list.title);
    if (!item) return;
    const before = await lastChain(turn.tx, turn.community, item.id);
    const { added, removed, changed, stale } = compare(before, list.entries);
    const { held, waiting } = await enter(turn, item, added);
    for (const { after } of changed) await resize(turn, item, after);
    // An old copy that somebody extended drops nobody: what was there before stays in the list to compare with.
    const kept = stale ? [...before, ...added] : list.entries;
    await keepChain(turn.tx, turn.community, item.id, { title: list.title, entries: kept }, turn.speaker.id, turn.now);
    turn.note({
      action: 'chain read',
      itemId: item.id,
      detail: { added: added.length, removed: removed.length, stale },
    });
    const now = await lockItem(turn.tx, turn.community, item.id);
    const news = held.length > 0 ? await boardNews(turn, now) : undefined;
    const names = [...held, ...changed.map(({ after }) => sayParty(after.name, after.size))];
    if (names.length + waiting.length > 0)
      turn.reply(wording.read(item, names, waiting, now.seats - now.taken, news === undefined), {
        shows: { kind: 'claimed', refs: [refOf(item)] },
      });
    if (news) turn.post(news);
    if (removed.length > 0) await askBack(turn, item, removed);
  },
  async answer(turn, _slots, draft) {
    await turn.answered();
    const names = draft.names ?? [];
    const item = draft.refs?.[0] ? await itemOf(turn.tx, turn.community, draft.refs[0]) : undefined;
    if (!item) return;
    if (turn.meaning.does !== 'yes') return turn.reply(wording.kept(item, names));
    let free = item.seats - item.taken;
    for (const claim of await claimsOf(turn.tx, turn.community, item.id))
      if (names.includes(claim.name)) free = (await release(turn, item, claim, 'removed')) ?? free;
    turn.toGroup(wording.removedDone(item, names, free));
  },
});

/** `1林晓 2何平` of the exact form. */
function chainOf(text: string | undefined): { title: string; entries: ChainEntry[] } | undefined {
  const names = text?.split(/[\s、,，]*\d{1,3}[.、 ]*/).filter(Boolean) ?? [];
  return names.length > 0 ? { title: '', entries: names.map((name) => ({ name: name.trim(), size: 1 })) } : undefined;
}

/** The open activity that a list is for: by number, or the one whose title fits. Otherwise it is left alone. */
async function itemFor(
  turn: Turn,
  refs: { number: number; shift?: string }[] | undefined,
  title: string,
): Promise<Item | undefined> {
  if (refs?.[0]) return itemOf(turn.tx, turn.community, refs[0]);
  const known: readonly ItemView[] = turn.situation.items === 'any' ? [] : turn.situation.items;
  // 明天下午包饺子 is no list for the morning.
  const said = lineOf(title, turn.situation.now);
  const fitting = byHint(
    title,
    known.filter((item) => item.open && item.kind !== 'need' && timeFits(title, said, item)),
  );
  if (fitting.length === 1) return itemOf(turn.tx, turn.community, fitting[0]!.ref);
  if (fitting.length < 2) return undefined;
  const items = (await Promise.all(fitting.map((view) => itemOf(turn.tx, turn.community, view.ref)))).filter(
    (item) => item !== undefined,
  );
  turn.tell(turn.speaker.id, wording.which(items));
  return undefined;
}

async function enter(
  turn: Turn,
  item: Item,
  entries: readonly ChainEntry[],
): Promise<{ held: string[]; waiting: string[] }> {
  const { tx, community, now, speaker } = turn;
  const held: string[] = [];
  const waiting: string[] = [];
  for (const entry of entries) {
    const holder = (await holdersFor(turn, [entry.name]))?.[0];
    if (!holder) continue;
    const size = Math.min(entry.size, mostInParty);
    const claimed = await claimSeats(tx, community, item, { ...holder, byPerson: speaker.id, size }, now);
    if (claimed === 'closed' || 'existing' in claimed) continue;
    turn.note({
      action: 'claimed',
      itemId: item.id,
      detail: { claimId: claimed.id, state: claimed.state, size, name: holder.name },
    });
    (claimed.state === 'held' ? held : waiting).push(sayParty(holder.name, size));
  }
  return { held, waiting };
}

async function resize(turn: Turn, item: Item, entry: ChainEntry): Promise<void> {
  const claim = (await claimsOf(turn.tx, turn.community, item.id)).find((c) => c.name === entry.name);
  const size = Math.min(entry.size, mostInParty);
  if (claim && claim.size !== size) await resizeSeats(turn, claim, size);
}

/** Only names that really hold something are worth a question. */
async function askBack(turn: Turn, item: Item, removed: readonly ChainEntry[]): Promise<void> {
  const living = (await claimsOf(turn.tx, turn.community, item.id)).map((claim) => claim.name);
  const names = removed.map((entry) => entry.name).filter((name) => living.includes(name));
  if (names.length === 0) return;
  await turn.ask(
    { dialogue: 'chain', slot: 'confirm', refs: [refOf(item)] },
    { names, refs: [refOf(item)] },
    wording.removed(item, names),
  );
}
