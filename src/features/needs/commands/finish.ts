/** The end of a need: done or withdrawn; and how far it is. */
import { command } from '../../../chat/command.ts';
import type { Slots } from '../../../chat/meaning.ts';
import { wordsOf } from '../../../chat/message.ts';
import type { Turn } from '../../../chat/turn.ts';
import { matterOf } from '../../../language/matter.ts';
import { claimsOfPerson } from '../../claims/queries.ts';
import { type Need, needByItem, needOf, reportedBy } from '../queries.ts';
import { canClose } from '../rules.ts';
import { finish, helpersOf, withdrawNeed } from '../steps.ts';
import { wording } from '../wording.ts';

const everyone = ['resident', 'volunteer', 'teamHead', 'unitContact'] as const;
const manages = (turn: Turn): boolean => turn.role === 'leader' || turn.role === 'teamHead';

export const done = command({
  name: '完成',
  does: 'done',
  group: '需求',
  help: '认领的需求办好了，报一声；我去问报的人解决了没有',
  may: everyone,
  where: 'anywhere',
  says: ['完成 {item}', '{item} 完成', '办好了 {item}'],
  examples: [['完成 12', { refs: [{ number: 12 }] }]],
  async run(turn, slots) {
    const need = await heldNeed(turn, slots);
    if (!need) return;
    if (!canClose.includes(need.status)) return turn.reply(wording.alreadyOpen(need));
    const helpers = await helpersOf(turn, need);
    if (!helpers.includes(turn.speaker.id) && !manages(turn)) return turn.reply(wording.doneNotYours(need));
    await finish(turn, need);
    turn.reply(wording.done(need, turn.speaker.name));
  },
});

/** By number, or the one need that the speaker holds. */
async function heldNeed(turn: Turn, slots: Slots): Promise<Need | undefined> {
  const refs = slots.refs ?? turn.meaning.target;
  if (refs?.[0]) {
    const need = await needOf(turn.tx, turn.community, refs[0].number);
    if (!need) turn.reply(wording.notThat(refs[0].number));
    return need;
  }
  const held = (await claimsOfPerson(turn.tx, turn.community, turn.speaker.id, turn.now)).filter(
    ({ item, claim }) => item.kind === 'need' && claim.state === 'held',
  );
  const needs = held.map(({ item }) => item);
  const matter = matterOf(wordsOf(turn.message));
  const named = needs.filter(({ title }) => matter !== undefined && title.split(' · ').includes(matter));
  const meant = needs.length === 1 ? needs : named;
  if (meant.length === 1) return needByItem(turn.tx, turn.community, meant[0]!.id);
  turn.reply(wording.doneWhich(needs));
  return undefined;
}

export const withdraw = command({
  name: '撤回',
  does: 'withdraw',
  group: '需求',
  help: '报的事不用办了，撤回',
  may: everyone,
  where: 'anywhere',
  says: ['撤回 {item}', '撤回需求', '不用了 {item}'],
  examples: [['撤回 12', { refs: [{ number: 12 }] }]],
  async run(turn, slots) {
    const all = await reportedBy(turn.tx, turn.community, turn.speaker.id, turn.now);
    const mine = all.filter((need) => canClose.includes(need.status));
    const refs = slots.refs ?? turn.meaning.target;
    const over = refs?.[0] && all.find((own) => own.number === refs[0]!.number && !canClose.includes(own.status));
    if (over) return turn.reply(wording.overAlready(over));
    if (mine.length === 0) return turn.reply(wording.nothingReported);
    const need = refs?.[0]
      ? mine.find((own) => own.number === refs[0]!.number)
      : mine.length === 1
        ? mine[0]
        : undefined;
    if (!need) return turn.reply(refs?.[0] ? wording.notThat(refs[0].number) : wording.withdrawWhich(mine));
    await withdrawNeed(turn, need);
    turn.note({ action: 'withdrawn', itemId: need.itemId, detail: { from: need.status } });
    turn.reply(wording.withdrawn(need));
  },
});

export const progress = command({
  name: '进度',
  does: 'progress',
  group: '需求',
  help: '看报的需求办到哪一步了',
  may: everyone,
  where: 'anywhere',
  says: ['进度 {item}', '进度'],
  examples: [['进度 12', { refs: [{ number: 12 }] }]],
  async run(turn, slots) {
    const refs = slots.refs ?? turn.meaning.target;
    const mine = await reportedBy(turn.tx, turn.community, turn.speaker.id, turn.now);
    const wanted = refs?.[0]
      ? manages(turn)
        ? await needOf(turn.tx, turn.community, refs[0].number)
        : mine.find((need) => need.number === refs[0]!.number)
      : undefined;
    if (refs?.[0])
      return turn.tell(turn.speaker.id, wanted ? wording.progress(wanted) : wording.notThat(refs[0].number));
    const matter = matterOf(wordsOf(turn.message));
    const named = mine.find(({ title }) => matter !== undefined && title.split(' · ').includes(matter));
    if (named) return turn.tell(turn.speaker.id, wording.progress(named));
    turn.tell(
      turn.speaker.id,
      mine.length > 0 ? mine.slice(0, 5).map(wording.progress).join('\n') : wording.nothingReported,
    );
  },
});
