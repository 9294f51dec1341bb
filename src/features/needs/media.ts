/** Pictures and voice messages that come in a direct chat: kept with a need, never dropped. */
import type { Attachment } from '../../chat/message.ts';
import type { Turn } from '../../chat/turn.ts';
import { addMedia, reportedBy } from './queries.ts';
import { file } from './steps.ts';
import { wording } from './wording.ts';

/** A picture belongs to what the same person reported not longer ago than this. */
const sameMatterHours = 24;

/** Keeps what came with a message. Returns what it was taken for. */
export async function takeMedia(turn: Turn, attachment: Attachment): Promise<string> {
  const { tx, community, now, speaker } = turn;
  const since = new Date(now.getTime() - sameMatterHours * 3_600_000).toISOString();
  const need = (await reportedBy(tx, community, speaker.id, now)).find(
    (own) => own.createdAt > since && ['reported', 'open', 'claimed'].includes(own.status),
  );
  if (need) {
    await addMedia(tx, community, need.itemId, attachment);
    turn.note({ action: 'media kept', itemId: need.itemId });
    if (attachment.kind !== 'voice') turn.reply(wording.picture(need));
    else await handOn(turn, need.number);
    return 'media';
  }
  if (attachment.kind !== 'voice') {
    turn.reply(wording.pictureAlone);
    return 'media';
  }
  const made = await file(turn, { words: wording.voiceWords, category: 'consult', asked: 2 });
  await addMedia(tx, community, made.itemId, attachment);
  await handOn(turn, made.number);
  return 'media';
}

async function handOn(turn: Turn, number: number): Promise<void> {
  turn.reply(wording.voice);
  await turn.toLeaders(wording.voiceLeader(turn.speaker.name, number), { shows: { kind: 'need', refs: [{ number }] } });
}
