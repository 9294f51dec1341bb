import { command } from '../../../chat/command.ts';
import type { Slots } from '../../../chat/meaning.ts';
import type { Draft as Dialogue, Turn } from '../../../chat/turn.ts';
import { toLocal } from '../../../clock/zone.ts';
import { readActivity } from '../../../language/activity.ts';
import { type Draft, mergeDraft, missing } from '../rules.ts';
import { publish as publishDraft } from '../steps.ts';
import { wording } from '../wording.ts';

/** Drafts that wait for a yes: one message may hold two activities. */
interface Waiting extends Dialogue {
  drafts: Draft[];
}

export const publish = command({
  name: '发布活动',
  does: 'publish',
  group: '组织',
  help: '发布活动：写上时间、做什么、在哪儿、要几个人；我说一遍，您回“是”才发',
  may: ['teamHead'],
  where: 'anywhere',
  together: true,
  says: ['发布活动 {text}', '发布活动', '发活动'],
  examples: [
    [
      '发布活动 周六上午9点到11点 垃圾分类桶前值守 3号楼前 需要4人',
      { text: '周六上午9点到11点 垃圾分类桶前值守 3号楼前 需要4人' },
    ],
    ['发布活动 周日 跳蚤市场 小广场 上午3人、下午2人', { text: '周日 跳蚤市场 小广场 上午3人、下午2人' }],
  ],
  run: (turn) =>
    goOn(
      turn,
      turn.all.map((slots) => mergeDraft({}, withText(turn, slots))),
    ),
  async answer(turn, slots, { drafts }: Waiting) {
    if (turn.meaning.does === 'no') {
      await turn.answered();
      return turn.reply(wording.notPublished);
    }
    const now = toLocal(turn.now, turn.community.zone);
    if (turn.meaning.does === 'yes' && drafts.every((d) => !missing(d, now))) {
      await turn.answered();
      const numbers: string[] = [];
      for (const ready of drafts) numbers.push(String(await publishDraft(turn, ready, turn.speaker.id)));
      return turn.reply(wording.publishedTo(numbers));
    }
    const said = withText(turn, slots);
    if (startsAnew(said)) return goOn(turn, [mergeDraft({}, said)]);
    // What is said goes to the first draft that lacks something, otherwise to the last one that was shown.
    const lacking = drafts.findIndex((d) => missing(d, now));
    const index = lacking >= 0 ? lacking : drafts.length - 1;
    await goOn(
      turn,
      drafts.map((d, i) => (i === index ? mergeDraft(d, said) : d)),
    );
  },
});

/** A line with its own title and time is another activity, not an answer. */
function startsAnew(said: Slots): boolean {
  return (
    said.title !== undefined &&
    said.when?.start?.length === 16 &&
    (said.seats !== undefined || said.venue !== undefined)
  );
}

/** What the exact form gives as plain text is read here. */
function withText(turn: Turn, slots: Slots): Slots {
  return slots.text && !slots.title ? { ...slots, ...readActivity(slots.text, turn.situation.now) } : slots;
}

/** Asks for the first thing that is missing, or shows what was understood and waits for a yes. */
async function goOn(turn: Turn, drafts: Draft[]): Promise<void> {
  const now = toLocal(turn.now, turn.community.zone);
  const lack = drafts.map((draft) => missing(draft, now)).find((found) => found !== undefined);
  const waiting: Waiting = { drafts };
  if (!lack) return turn.ask({ dialogue: 'publish', slot: 'confirm' }, waiting, wording.understood(drafts, now));
  const slot = lack === 'title' ? 'title' : lack === 'time' || lack === 'past' ? 'time' : 'seats';
  await turn.ask({ dialogue: 'publish', slot }, waiting, wording.ask[lack]);
}
