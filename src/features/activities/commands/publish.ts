import { command } from '../../../chat/command.ts';
import type { Slots } from '../../../chat/meaning.ts';
import type { Draft as Dialogue, Turn } from '../../../chat/turn.ts';
import { fromLocal, toLocal } from '../../../clock/zone.ts';
import { readActivity } from '../../../language/activity.ts';
import { ordersActivity } from '../../../language/meanings/publish.ts';
import { oddTime } from '../../../language/odd-time.ts';
import { type Corrected, correct, type Draft, mergeDraft, missing } from '../rules.ts';
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
  run: begin,
  async answer(turn, slots, { drafts }: Waiting) {
    if (turn.meaning.does === 'no') {
      await turn.answered();
      return turn.reply(wording.notPublished);
    }
    const now = toLocal(turn.now, turn.community.zone);
    const complete = drafts.every((d) => !missing(d, now));
    if (turn.meaning.does === 'yes' && complete) {
      await turn.answered();
      const numbers: string[] = [];
      for (const ready of drafts) numbers.push(String(await publishDraft(turn, ready, turn.speaker.id)));
      return turn.reply(wording.publishedTo(numbers));
    }
    if (turn.meaning.does === 'yes') return goOn(turn, drafts);
    const ordered = ordersActivity(turn.message.text);
    const said = ordered ? withText(turn, slots) : slots;
    if (startsAnew(said, ordered, drafts)) return begin(turn);
    // What is said goes to the first draft that lacks something, otherwise to the last one that was shown.
    const lacking = drafts.findIndex((d) => missing(d, now));
    const index = lacking >= 0 ? lacking : drafts.length - 1;
    const text = slots.text ?? turn.message.text;
    const odd = oddTime(text);
    if (odd) return goOn(turn, drafts, wording.ask[odd]);
    const fixed = fix(turn, drafts[index]!, said, text);
    if (fixed === 'whichShift') return goOn(turn, drafts, wording.whichShift);
    const changed = drafts.with(index, fixed);
    const lack = missing(fixed, now);
    // What was complete stays as it was rather than wait for ever for something that can be published.
    if (complete && lack) return goOn(turn, drafts, wording.ask[lack]);
    await goOn(turn, changed);
  },
});

/** A new draft; one that waited is dropped. */
async function begin(turn: Turn): Promise<void> {
  const all = turn.all.map((slots) => withText(turn, slots));
  const odd = all.map(({ text }) => oddTime(text ?? '')).find((found) => found !== undefined);
  const drafts = all.map(({ when, ...said }) => mergeDraft({}, odd || !when ? said : { ...said, when }));
  await goOn(turn, drafts, odd && wording.ask[odd]);
}

/** The draft with an answer or a correction. */
function fix(turn: Turn, draft: Draft, said: Slots, text: string): Corrected {
  if (!draft.title && said.title) return mergeDraft(draft, said);
  if (said.seats !== undefined && !draft.shifts && draft.seats === undefined) draft = { ...draft, seats: said.seats };
  return correct(draft, text, turn.situation.now, (local) => fromLocal(local, turn.community.zone));
}

/** An order in so many words, or a line with a title and more of its own, is another activity and not an answer. */
function startsAnew(said: Slots, ordered: boolean, drafts: Draft[]): boolean {
  const details = said.when ?? said.seats ?? said.venue ?? said.meetingPoint;
  if (said.title === undefined || details === undefined) return false;
  return ordered || drafts.every((draft) => draft.title !== undefined);
}

/** What the exact form gives as plain text is read here. */
function withText(turn: Turn, slots: Slots): Slots {
  return slots.text && !slots.title ? { ...slots, ...readActivity(slots.text, turn.situation.now) } : slots;
}

/**
 * Asks for the first thing that is missing, or shows what was understood and waits for a yes.
 * @param first said before: why the last words changed nothing
 */
async function goOn(turn: Turn, drafts: Draft[], first?: string): Promise<void> {
  const now = toLocal(turn.now, turn.community.zone);
  const lack = drafts.map((draft) => missing(draft, now)).find((found) => found !== undefined);
  const waiting: Waiting = { drafts };
  if (!lack) {
    const text = [...(first ? [first] : []), wording.understood(drafts, now)].join('\n');
    return turn.ask({ dialogue: 'publish', slot: 'confirm' }, waiting, text);
  }
  const slot = lack === 'title' ? 'title' : lack === 'time' || lack === 'past' ? 'time' : 'seats';
  await turn.ask({ dialogue: 'publish', slot }, waiting, first ?? wording.ask[lack]);
}
