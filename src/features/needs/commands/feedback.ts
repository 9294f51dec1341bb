/** What those who were helped say about it: solved or not, how good, and what whoever leads should hear. */
import { command } from '../../../chat/command.ts';
import type { Slots } from '../../../chat/meaning.ts';
import { wordsOf } from '../../../chat/message.ts';
import type { Turn } from '../../../chat/turn.ts';
import { later, priority } from '../../../outbox/post.ts';
import { dropJobs } from '../../activities/queries.ts';
import { addToNeed, type Need, reportedBy, setItemStatus, setNeedStatus } from '../queries.ts';
import { canClose, meantOf, opinionOf } from '../rules.ts';
import { helpersOf, needJobs, newsHours, planDeadlines } from '../steps.ts';
import { wording } from '../wording.ts';

const everyone = ['resident', 'volunteer', 'teamHead', 'unitContact'] as const;

/** What the speaker reported and that is in one of these states: what waits for an answer first, then what ended last. */
async function ownNeeds(turn: Turn, states: readonly Need['status'][]): Promise<Need[]> {
  const mine = await reportedBy(turn.tx, turn.community, turn.speaker.id, turn.now);
  const ended = (need: Need) => (need.status === 'done' ? `2${need.doneAt}` : need.doneAt ? `1${need.doneAt}` : '0');
  return mine.filter((need) => states.includes(need.status)).sort((a, b) => ended(b).localeCompare(ended(a)));
}

/** The one of these that a line means: by its number, by what it names, by what was asked about. */
function meantNeed(turn: Turn, slots: Slots, needs: readonly Need[]): Need | undefined {
  if (slots.refs?.[0]) return needs.find((need) => need.number === slots.refs![0]!.number);
  const { question } = turn.situation;
  const asked = question?.dialogue === 'rate' ? question.refs : undefined;
  return meantOf(needs, wordsOf(turn.message), asked ?? turn.meaning.target);
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

/** Only what was done can be rated; “解决了” also ends what somebody is still on the way to. */
async function confirm(turn: Turn, slots: Slots): Promise<void> {
  const rating = slots.rating ?? slots.partySize;
  if (rating !== undefined && (!Number.isInteger(rating) || rating < 1 || rating > 5))
    return turn.reply(wording.ratingRange);
  const opinion = opinionOf(wordsOf(turn.message));
  if (opinion === 'complaint' && rating === undefined) return passOn(turn, slots);
  const solved = opinion === 'solved' || slots.answer === 'yes';
  const states = solved ? (['done', 'confirmed', 'claimed'] as const) : (['done', 'confirmed'] as const);
  const need = meantNeed(turn, slots, await ownNeeds(turn, states));
  if (!need) return opinion === 'thanks' ? askSolved(turn, slots) : passOn(turn, slots);
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

/** Thanks before anything was said to be done: only the reporter knows whether it is. */
async function askSolved(turn: Turn, slots: Slots): Promise<void> {
  const need = meantNeed(turn, slots, await ownNeeds(turn, ['claimed']));
  if (!need) return turn.reply(wording.welcome);
  const refs = [{ number: need.number }];
  await turn.ask({ dialogue: 'rate', slot: 'solved', refs }, {}, wording.isItSolved(need));
}

/** An opinion changes nothing: the leaders hear it, with the living need of the speaker that it is about. */
async function passOn(turn: Turn, slots: Slots): Promise<void> {
  const words = wordsOf(turn.message).trim();
  const about = meantNeed(turn, slots, await ownNeeds(turn, canClose));
  if (words.length <= 4) return turn.reply(about ? wording.rateLater(about) : wording.nothingToRate);
  await turn.toLeaders(wording.opinion(turn.speaker.name, words.slice(0, 300), about), ping(turn));
  turn.reply(about ? wording.passedOnAbout(about) : wording.passedOn);
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
    const need = meantNeed(turn, slots, await ownNeeds(turn, ['done', 'confirmed', 'unsolved']));
    await turn.answered();
    if (!need && turn.situation.question?.dialogue === 'rate') {
      const living = meantNeed(turn, slots, await ownNeeds(turn, canClose));
      if (living) return turn.reply(wording.goesOn(living));
    }
    if (!need) return passOn(turn, slots);
    const helpers = await helpersOf(turn, need);
    const words = wordsOf(turn.message).trim();
    await setItemStatus(tx, community, need.itemId, 'open');
    await setNeedStatus(tx, community, need.itemId, helpers.length > 0 ? 'claimed' : 'open', now);
    await addToNeed(tx, community, need.itemId, { words });
    const again: Need = { ...need, words: `${need.words}\n${words}`, dueAt: later(now, 24) };
    planDeadlines(turn, again);
    turn.note({ action: 'reopened', itemId: need.itemId, detail: { from: need.status } });
    turn.reply(wording.reopened(need));
    for (const helper of helpers) turn.tell(helper, wording.reopenedHelper(need));
    await turn.toLeaders(wording.reopenedLeader(again));
  },
});
