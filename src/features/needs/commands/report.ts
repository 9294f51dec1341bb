import { command } from '../../../chat/command.ts';
import type { Slots } from '../../../chat/meaning.ts';
import type { Draft as Dialogue, Turn } from '../../../chat/turn.ts';
import { toLocal } from '../../../clock/zone.ts';
import { hidePrivate } from '../../../language/phone.ts';
import { alarm } from '../../alarms/steps.ts';
import { type Need, needOf, reportedBy } from '../queries.ts';
import { mergeNeed, type NeedDraft, nextQuestion, timeOf, titleOf } from '../rules.ts';
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
    const drafts = turn.all.map((said) => draftOf(turn, undefined, said, wordsOf(turn, said)));
    const [about] = turn.meaning.target ?? [];
    const need = about && (await needOf(turn.tx, turn.community, about.number));
    if (need) return addSaid(turn, need.itemId, drafts[0]!);
    await goOn(turn, drafts);
  },
  async answer(turn, slots, { drafts }: Waiting) {
    if (slots.emergency) return alarm(turn, slots.emergency, slots.beneficiary ?? turn.speaker.name, turn.message.text);
    if (turn.meaning.does === 'no') {
      // “没有” to the question of the door: what is known has to do.
      await goOn(
        turn,
        drafts.map((known) => ({ ...known, asked: 2 })),
      );
      return;
    }
    const words = turn.message.text.trim();
    await goOn(
      turn,
      drafts.map((known) => draftOf(turn, known, slots, words)),
    );
  },
});

/** A “明天” that comes late means what it meant when it was said. */
function draftOf(
  { situation: { now }, community }: Turn,
  known: NeedDraft | undefined,
  said: Slots,
  words: string,
): NeedDraft {
  return mergeNeed(known, said, words, timeOf(words, now, toLocal(now, community.zone)));
}

/** The message as it was written; of several needs in one message each has its own part. */
function wordsOf(turn: Turn, slots: Slots): string {
  // Of two needs in one message each keeps its own part.
  if (turn.all.length > 1 && slots.text) return slots.text;
  return (turn.message.text || slots.text || '').trim().replace(/^报需求\s*/, '');
}

async function goOn(turn: Turn, drafts: NeedDraft[]): Promise<void> {
  const lack = drafts.map(nextQuestion).find((found) => found !== undefined);
  if (lack) {
    const waiting: Waiting = { drafts: drafts.map((draft) => ({ ...draft, asked: draft.asked + 1 })) };
    if (turn.chat === 'group') turn.reply(wording.filedFromGroup(turn.speaker.name, isPrivate(turn)));
    return turn.ask({ dialogue: 'reportNeed', slot: lack }, waiting, wording.ask[lack]);
  }
  if (turn.situation.question?.dialogue === 'reportNeed') await turn.answered();
  const before = await reportedBy(turn.tx, turn.community, turn.speaker.id, turn.now);
  for (const draft of drafts) await fileOrAdd(turn, draft, before);
  if (turn.chat === 'group') turn.reply(wording.filedFromGroup(turn.speaker.name, isPrivate(turn)));
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
