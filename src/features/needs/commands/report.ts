import { command } from '../../../chat/command.ts';
import type { Slots } from '../../../chat/meaning.ts';
import { wordsOf } from '../../../chat/message.ts';
import type { Draft as Dialogue, Turn } from '../../../chat/turn.ts';
import { toLocal } from '../../../clock/zone.ts';
import { needSlots } from '../../../language/meanings/need.ts';
import { kept } from '../../../language/meanings/own-need.ts';
import { corrects, isAnother, splitNeeds } from '../../../language/need-parts.ts';
import { withoutMention } from '../../../language/normalise.ts';
import { hidePrivate } from '../../../language/phone.ts';
import { alarm } from '../../alarms/steps.ts';
import { dropWaitingDrafts, type Need, reportedBy, waitingDrafts } from '../queries.ts';
import {
  canClose,
  mergeNeed,
  type NeedDraft,
  nextQuestion,
  type Part,
  saysAgain,
  takeIn,
  timeOf,
  titleOf,
} from '../rules.ts';
import { addSaid, file } from '../steps.ts';
import { wording } from '../wording.ts';

/** Drafts of one message: “两个事” become two needs that share place and phone. */
interface Waiting extends Dialogue {
  drafts: NeedDraft[];
}

/** Within this time the same kind of thing by the same person is the same need, said again. */
const sameHours = 24;

export const reportNeed = command({
  name: '报需求',
  does: 'reportNeed',
  group: '需求',
  help: '私聊直接说什么事、在哪儿、什么时候方便就行；替邻居、老人说也可以',
  may: ['resident', 'volunteer', 'teamHead', 'unitContact'],
  where: 'anywhere',
  together: true,
  says: ['报需求 {text}', '报需求'],
  examples: [['报需求 家里水管漏水，3号楼2单元501，下午都在', { text: '家里水管漏水,3号楼2单元501,下午都在' }]],
  async run(turn, slots) {
    if (slots.emergency) return alarm(turn, slots.emergency, slots.beneficiary ?? turn.speaker.name, turn.message.text);
    const [about] = turn.meaning.target ?? [];
    const need = about && (await livingOf(turn, about.number));
    if (need) return addSaid(turn, need.itemId, addition(turn, need));
    // Asked in the direct chat for the door, people also answer in the group.
    const waiting = turn.chat === 'group' ? await waitingOf(turn) : undefined;
    await goOn(turn, waiting ? takeIn(waiting.drafts, partsOf(turn)) : turn.all.map((said) => draftOf(turn, said)));
  },
  async answer(turn, slots, { drafts }: Waiting) {
    if (slots.emergency) return alarm(turn, slots.emergency, slots.beneficiary ?? turn.speaker.name, turn.message.text);
    // “没有” to the question of the door: what is known has to do.
    const known = turn.meaning.does === 'no' && !corrects(wordsOf(turn.message));
    await goOn(turn, known ? drafts.map((draft) => ({ ...draft, asked: 2 })) : takeIn(drafts, partsOf(turn)), drafts);
  },
});

export const amend = command({
  name: '改需求',
  does: 'amend',
  group: '需求',
  help: '报的事记错了或者改了：时间、门牌、电话，直接说也行',
  may: ['resident', 'volunteer', 'teamHead', 'unitContact'],
  where: 'direct',
  says: ['改需求 {item} {text}'],
  examples: [['改需求 12 电话换成13611112222', { refs: [{ number: 12 }], text: '电话换成13611112222' }]],
  async run(turn, slots) {
    const [about] = slots.refs ?? turn.meaning.target ?? [];
    const need = about && (await livingOf(turn, about.number));
    if (!need) return turn.reply(wording.nothingReported);
    await addSaid(turn, need.itemId, addition(turn, need));
  },
});

/** The need of the speaker that is added to: the one that is meant while it lives, else the newest that does. */
async function livingOf({ tx, community, speaker, now }: Turn, number: number): Promise<Need | undefined> {
  const mine = (await reportedBy(tx, community, speaker.id, now)).filter((need) => canClose.includes(need.status));
  return mine.find((need) => need.number === number) ?? mine[0];
}

/** What is added; a correction that names another matter is what the need is about from now on. */
function addition(turn: Turn, need: Need): Parameters<typeof addSaid>[2] {
  const right = kept(saidOf(turn, turn.meaning.slots));
  const draft = draftOf(turn, { ...turn.meaning.slots, ...needSlots(right, turn.now) });
  return right !== draft.words && isAnother(right, need.words) ? { ...draft, words: right, instead: true } : draft;
}

function waitingOf({ tx, community, speaker, now }: Turn): Promise<Waiting | undefined> {
  return waitingDrafts<Waiting>(tx, community, speaker.id, now);
}

/** A “明天” that comes late means what it meant when it was said. */
function whenOf({ situation: { now }, community }: Turn, words: string): string | undefined {
  return timeOf(words, now, toLocal(now, community.zone));
}

function draftOf(turn: Turn, said: Slots): NeedDraft {
  const words = saidOf(turn, said);
  return mergeNeed(undefined, said, words, whenOf(turn, words));
}

/** What a message says of needs, each with its own words. */
function partsOf(turn: Turn): Part[] {
  const whole = withoutMention(wordsOf(turn.message), turn.community.botName).trim();
  const parts = turn.all.length > 1 ? turn.all.map((said) => said.text ?? whole) : splitNeeds(whole);
  return parts.map((words, i) => {
    const slots = parts.length > 1 && turn.all.length === 1 ? needSlots(words, turn.now) : turn.all[i]!;
    return { slots: { ...shared(turn), ...slots }, words, when: whenOf(turn, words) };
  });
}

/** The door and the phone of a message hold for all that it says. */
function shared({ all: [first] }: Turn): Slots {
  return { ...(first?.place && { place: first.place }), ...(first?.phone && { phone: first.phone }) };
}

/** The message as it was written; of several needs in one message each has its own part. */
function saidOf(turn: Turn, slots: Slots): string {
  if (turn.all.length > 1 && slots.text) return slots.text;
  const whole = withoutMention(wordsOf(turn.message), turn.community.botName);
  return (whole || slots.text || '').trim().replace(/^(?:报需求|改需求\s*[0-9]+\s*号?)\s*/, '');
}

/** Asks what is missing, or files. @param before what was known when the question was asked that this line answers */
async function goOn(turn: Turn, said: NeedDraft[], before: readonly NeedDraft[] = []): Promise<void> {
  const told = await reportedBy(turn.tx, turn.community, turn.speaker.id, turn.now);
  const again = (draft: NeedDraft) => told.find((need) => canClose.includes(need.status) && saysAgain(need, draft));
  const drafts = said.filter((draft) => !again(draft));
  if (drafts.length === 0 && said.length > 0) {
    await dropWaitingDrafts(turn.tx, turn.community, turn.speaker.id);
    return turn.tell(turn.speaker.id, wording.knownAlready(again(said[0]!)!));
  }
  const lack = drafts.map(nextQuestion).find((found) => found !== undefined);
  if (lack) {
    const waiting: Waiting = { drafts: drafts.map((draft) => ({ ...draft, asked: draft.asked + 1 })) };
    if (turn.chat === 'group') turn.reply(wording.filedFromGroup(turn.speaker.name, isPrivate(turn)));
    return turn.ask({ dialogue: 'reportNeed', slot: lack }, waiting, questionOf(turn, lack, drafts, before));
  }
  if (turn.situation.question?.dialogue === 'reportNeed' || turn.chat === 'group')
    await dropWaitingDrafts(turn.tx, turn.community, turn.speaker.id);
  for (const draft of drafts) await fileOrAdd(turn, draft, told);
  if (turn.chat === 'group') turn.reply(wording.filedFromGroup(turn.speaker.name, isPrivate(turn)));
}

/** Nobody is asked the same in the same words: the second time says what was heard. */
function questionOf(
  { situation }: Turn,
  lack: 'what' | 'place',
  drafts: readonly NeedDraft[],
  before: readonly NeedDraft[],
): string {
  if (situation.question?.dialogue !== 'reportNeed' || situation.question.slot !== lack) return wording.ask[lack];
  const more = drafts.length > before.length ? drafts.at(-1)! : undefined;
  return lack === 'place' && more
    ? wording.askAlso(titleOf(more.words, more.category ?? 'consult'))
    : wording.askAgain[lack];
}

function isPrivate(turn: Turn): boolean {
  return hidePrivate(turn.message.text) !== turn.message.text;
}

/** Files a need; the same thing said again by the same person adds to the first, which is among what stood before. */
async function fileOrAdd(turn: Turn, draft: NeedDraft, earlier: readonly Need[]): Promise<void> {
  const { now, speaker } = turn;
  const title = titleOf(draft.words, draft.category ?? 'consult');
  const since = new Date(now.getTime() - sameHours * 3_600_000).toISOString();
  const before = earlier.find(
    (need) =>
      ['reported', 'open', 'claimed'].includes(need.status) &&
      need.createdAt > since &&
      need.title.split(' · ').includes(title) &&
      samePlace(need, draft),
  );
  if (before) return addSaid(turn, before.itemId, draft);
  const need = await file(turn, draft);
  turn.tell(speaker.id, wording.filed(need));
  await turn.toLeaders(wording.forLeader(need), { shows: { kind: 'need', refs: [{ number: need.number }] } });
}

function samePlace(need: { building: string | null; room: string | null }, draft: NeedDraft): boolean {
  const { building, room } = draft.place ?? {};
  return (!building || !need.building || building === need.building) && (!room || !need.room || room === need.room);
}
