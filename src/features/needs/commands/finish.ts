/** The end of a need: done, confirmed and rated, not solved, withdrawn; and how far it is. */
import { command } from '../../../chat/command.ts';
import type { Slots } from '../../../chat/meaning.ts';
import type { Turn } from '../../../chat/turn.ts';
import { later, priority } from '../../../outbox/post.ts';
import { dropJobs } from '../../activities/queries.ts';
import { claimsOfPerson } from '../../claims/queries.ts';
import { addToNeed, type Need, needByItem, needOf, reportedBy, setItemStatus, setNeedStatus } from '../queries.ts';
import { canClose } from '../rules.ts';
import { finish, helpersOf, needJobs, newsHours, planDeadlines, withdrawNeed } from '../steps.ts';
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
  if (held.length === 1) return needByItem(turn.tx, turn.community, held[0]!.item.id);
  turn.reply(wording.doneWhich);
  return undefined;
}

/** What the speaker reported and a line about it may mean: by number, or the newest in one of the states. */
async function ownNeed(turn: Turn, slots: Slots, states: readonly Need['status'][]): Promise<Need | undefined> {
  const mine = await reportedBy(turn.tx, turn.community, turn.speaker.id, turn.now);
  const refs = slots.refs ?? turn.meaning.target ?? (turn.draft ? turn.situation.question?.refs : undefined);
  if (refs?.[0]) return mine.find((need) => need.number === refs[0]!.number && states.includes(need.status));
  return mine.find((need) => states.includes(need.status));
}

export const rate = command({
  name: '评价',
  does: 'rate',
  group: '需求',
  help: '办好以后说一声解决了没有，也可以打 1 到 5 分',
  may: everyone,
  where: 'direct',
  says: ['评价 {item} {n}分', '解决了'],
  examples: [
    ['评价 12 5分', { refs: [{ number: 12 }], partySize: 5 }],
    ['解决了', {}],
  ],
  run: confirm,
  async answer(turn, slots) {
    if (turn.meaning.does === 'no' || slots.answer === 'no') return notSolved.run(turn, slots);
    await confirm(turn, slots);
  },
});

async function confirm(turn: Turn, slots: Slots): Promise<void> {
  const rating = slots.rating ?? slots.partySize;
  if (rating !== undefined && (!Number.isInteger(rating) || rating < 1 || rating > 5))
    return turn.reply(wording.ratingRange);
  const need = await ownNeed(turn, slots, ['done', 'confirmed', 'claimed']);
  if (!need) return passOn(turn);
  await turn.answered();
  await setItemStatus(turn.tx, turn.community, need.itemId, 'closed');
  await setNeedStatus(
    turn.tx,
    turn.community,
    need.itemId,
    'confirmed',
    turn.now,
    rating === undefined ? {} : { rating },
  );
  await dropJobs(turn.tx, turn.community, need.itemId, needJobs);
  turn.note({ action: 'confirmed', itemId: need.itemId, detail: { from: need.status, rating } });
  turn.reply(wording.thanks(rating));
  if (need.status === 'confirmed') return;
  for (const helper of await helpersOf(turn, need))
    if (helper !== turn.speaker.id) turn.tell(helper, wording.confirmedHelper(need, rating), ping(turn));
}

const ping = ({ now }: Turn) => ({ priority: priority.reminder, lapsesAt: later(now, newsHours) });

/** An opinion about no need of one's own: the leaders hear it. */
async function passOn(turn: Turn): Promise<void> {
  const words = turn.message.text.trim();
  if (words.length <= 4) return turn.reply(wording.nothingToRate);
  await turn.toLeaders(wording.opinion(turn.speaker.name, words.slice(0, 300)), ping(turn));
  turn.reply(wording.passedOn);
}

export const notSolved = command({
  name: '没解决',
  does: 'notSolved',
  group: '需求',
  help: '办过了还是没好，说一声就重新安排',
  may: everyone,
  where: 'direct',
  says: ['没解决', '没解决 {item}'],
  examples: [['没解决', {}]],
  async run(turn, slots) {
    const { tx, community, now } = turn;
    const need = await ownNeed(turn, slots, ['done', 'confirmed', 'unsolved']);
    if (!need) return turn.reply(wording.nothingToRate);
    await turn.answered();
    const helpers = await helpersOf(turn, need);
    await setItemStatus(tx, community, need.itemId, 'open');
    await setNeedStatus(tx, community, need.itemId, helpers.length > 0 ? 'claimed' : 'open', now);
    await addToNeed(tx, community, need.itemId, { words: turn.message.text.trim() });
    const again: Need = {
      ...need,
      words: `${need.words}\n${turn.message.text.trim()}`,
      dueAt: new Date(now.getTime() + 24 * 3_600_000),
    };
    planDeadlines(turn, again);
    turn.note({ action: 'reopened', itemId: need.itemId, detail: { from: need.status } });
    turn.reply(wording.reopened(need));
    for (const helper of helpers) turn.tell(helper, wording.reopenedHelper(need));
    await turn.toLeaders(wording.reopenedLeader(again));
  },
});

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
    const mine = (await reportedBy(turn.tx, turn.community, turn.speaker.id, turn.now)).filter((need) =>
      canClose.includes(need.status),
    );
    if (mine.length === 0) return turn.reply(wording.nothingReported);
    const refs = slots.refs ?? turn.meaning.target;
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
    turn.tell(
      turn.speaker.id,
      mine.length > 0 ? mine.slice(0, 5).map(wording.progress).join('\n') : wording.nothingReported,
    );
  },
});
