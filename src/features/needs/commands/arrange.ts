/** What leaders do with needs: open them to the group, give them to somebody, refer or refuse them. */
import { type Command, command } from '../../../chat/command.ts';
import type { Slots } from '../../../chat/meaning.ts';
import type { Turn } from '../../../chat/turn.ts';
import { ofPerson, onePerson } from '../../../identity/whom.ts';
import { sayWords } from '../../../language/say.ts';
import { itemById, setSize, setState, setTaken } from '../../claims/queries.ts';
import { claimSeats } from '../../claims/steps.ts';
import { makeRoom, type Need, needOf, needsIn, setItemStatus, setNeedStatus } from '../queries.ts';
import { canClose, canOpen } from '../rules.ts';
import { needClaimed, open } from '../steps.ts';
import { wording } from '../wording.ts';

/** The need that a line means: by number, by what was just shown, or the only one that waits. */
export async function meantNeed(
  turn: Turn,
  slots: Slots,
  states: readonly Need['status'][],
): Promise<Need | undefined> {
  const refs = slots.refs ?? turn.meaning.target;
  if (refs?.[0]) {
    const need = await needOf(turn.tx, turn.community, refs[0].number);
    if (!need) turn.reply(wording.notThat(refs[0].number));
    else if (!states.includes(need.status)) turn.reply(wording.alreadyOpen(need));
    else return need;
    return undefined;
  }
  const waiting = await needsIn(turn.tx, turn.community, states);
  return waiting.length === 1 ? waiting[0] : undefined;
}

export const accept = command({
  name: '受理',
  does: 'accept',
  group: '组织',
  help: '受理需求并发到群里找人；不写编号就是全部等着的',
  may: ['teamHead'],
  where: 'anywhere',
  says: ['受理 {items}', '受理', '全部受理', '发群里 {items}'],
  examples: [
    ['受理 12', { refs: [{ number: 12 }] }],
    ['受理', {}],
  ],
  async run(turn, slots) {
    const refs = slots.refs ?? turn.meaning.target;
    const needs: Need[] = [];
    for (const ref of refs ?? []) {
      const need = await needOf(turn.tx, turn.community, ref.number);
      if (!need) turn.reply(wording.notThat(ref.number));
      else if (!canOpen.includes(need.status)) turn.reply(wording.alreadyOpen(need));
      else needs.push(need);
    }
    if (!refs?.length) needs.push(...(await needsIn(turn.tx, turn.community, ['reported'])));
    if (needs.length === 0) return refs?.length ? undefined : turn.reply(wording.nothingToOpen);
    await open(turn, needs);
    if (turn.chat === 'direct') turn.reply(wording.openedOk(needs));
  },
});

export const assign = command({
  name: '指派',
  does: 'assign',
  group: '组织',
  help: '把需求交给一个人去办',
  may: ['teamHead'],
  where: 'anywhere',
  says: ['指派 {item} {name}', '{item} 派给{name}', '{item} 交给{name}'],
  examples: [['指派 12 小赵', { refs: [{ number: 12 }], names: ['小赵'] }]],
  async run(turn, slots) {
    const { tx, community, now } = turn;
    if (!slots.names?.length) return turn.reply(wording.assignHow);
    const need = await meantNeed(turn, slots, ['reported', 'open', 'claimed']);
    if (!need) return;
    const people = [];
    for (const name of slots.names) {
      const person = await onePerson(turn, name);
      if (!person) return;
      people.push(person);
    }
    await setItemStatus(tx, community, need.itemId, 'open');
    await makeRoom(tx, community, need.itemId, people.length);
    const item = (await itemById(tx, community, need.itemId))!;
    const fresh: string[] = [];
    for (const person of people) {
      const claimed = await claimSeats(
        tx,
        community,
        item,
        { ...ofPerson(person), byPerson: turn.speaker.id, size: 1 },
        now,
      );
      if (claimed === 'closed') continue;
      const { id, state } = 'existing' in claimed ? claimed.existing : claimed;
      // Who waited or was asked is given the seat: a leader's word goes before the line.
      if (state === 'waiting' || state === 'ifNobody') {
        await setSize(tx, community, id, 1);
        await setTaken(tx, community, item.id, 1);
      }
      if (!(state === 'held' && 'existing' in claimed)) {
        fresh.push(person.name);
        await setState(tx, community, id, 'held');
        await needClaimed(turn, item, ofPerson(person));
      }
    }
    const names = people.map((person) => person.name);
    if (fresh.length === 0) return turn.reply(wording.assignedAlready(need, names));
    turn.note({ action: 'assigned', itemId: need.itemId, detail: { to: people.map((person) => person.id) } });
    turn.reply(wording.assigned(need, names));
  },
});

export const refer: Command = command({
  name: '转',
  does: 'refer',
  group: '组织',
  help: '把需求转给单位或部门，并告诉报的人',
  may: ['teamHead'],
  where: 'anywhere',
  says: ['转 {item} {text}'],
  examples: [['转 12 物业', { refs: [{ number: 12 }], text: '物业' }]],
  run: (turn, slots) =>
    close(turn, slots, 'referred', wording.referHow, (need, text) => [
      wording.referred(need, text),
      wording.referredYou(need, text),
    ]),
});

export const refuse: Command = command({
  name: '退回',
  does: 'refuse',
  group: '组织',
  help: '办不了的需求，写上原因退回，我告诉报的人',
  may: ['teamHead'],
  where: 'anywhere',
  says: ['退回 {item} {text}', '退回 {item}'],
  examples: [['退回 12 需要专业电工', { refs: [{ number: 12 }], text: '需要专业电工' }]],
  run: (turn, slots) =>
    close(turn, slots, 'refused', wording.refuseHow, (need, text) => [
      wording.refused(need),
      wording.refusedYou(need, text),
    ]),
});

async function close(
  turn: Turn,
  slots: Slots,
  status: 'referred' | 'refused',
  how: (number?: number) => string,
  words: (need: Need, text: string) => [string, string],
): Promise<void> {
  const number = (slots.refs ?? turn.meaning.target)?.[0]?.number;
  if (!slots.text) return turn.reply(how(number));
  const text = sayWords(slots.text);
  const need = await meantNeed(turn, slots, canClose);
  if (!need) return number === undefined ? turn.reply(how()) : undefined;
  await setItemStatus(turn.tx, turn.community, need.itemId, 'closed');
  await setNeedStatus(turn.tx, turn.community, need.itemId, status, turn.now, {
    reason: text,
    receiver: turn.speaker.id,
  });
  turn.note({ action: status, itemId: need.itemId, detail: { from: need.status, reason: text } });
  const [here, there] = words(need, text);
  turn.reply(here);
  if (need.reporter !== turn.speaker.id) turn.tell(need.reporter, there);
}
