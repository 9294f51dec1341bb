/** Fills in what a message lacked when it came: names, a picture, the acceptance of a friend. */
import { z } from 'zod';
import type { Incoming } from '../../../../chat/message.ts';
import { type Hands, within } from '../../adapter.ts';
import { saveMedia } from '../../media.ts';
import type { Settings } from '../../protocol.ts';
import { remember } from '../../remember.ts';
import type { Entry } from '../../spool.ts';
import { type Core, type Raw, rawSchema } from './core.ts';
import { type Fetch, read } from './read.ts';
import type { Session } from './session.ts';
import { decode } from './text.ts';

/** What is kept with an event: the message as it came, and who was in the group before people joined. */
export const restSchema = z.object({ raw: rawSchema, before: z.array(z.string()).optional() });
export type Rest = z.infer<typeof restSchema>;

/** Somebody whom WeChat does not name is not asked for again within this time, in ms. */
const ASK_AGAIN = 30_000;

export function completing(session: Session, settings: Settings, hands: Hands) {
  const asked = new Map<string, number>();
  const underWay = new Map<string, Promise<void>>();
  const befriended = remember();

  /** Asks about a chat, or waits for the answer to the same question that is under way. */
  function ask(id: string): Promise<void> {
    const question = underWay.get(id) ?? session.ask([id]).catch((error) => hands.log('warn', `names: ${error}`));
    underWay.set(id, question);
    return question.finally(() => underWay.delete(id));
  }

  const isKnown = ({ chat, from }: Incoming): boolean =>
    session.people().knows(from.account, chat.kind === 'group' ? chat.id : undefined);

  async function learnNames(event: Incoming, raw: Raw): Promise<void> {
    const { chat, from } = event;
    if (event.type === 'join') return ask(chat.id);
    if (raw.MsgType === 37 || isKnown(event)) return;
    await underWay.get(chat.id);
    const key = `${chat.id} ${from.account}`;
    if (isKnown(event)) return;
    const lately = Date.now() - (asked.get(key) ?? 0) < ASK_AGAIN;
    if (lately && !underWay.has(chat.id)) return;
    asked.set(key, Date.now());
    await ask(chat.id);
  }

  /** The web client accepts a request, and WeChat then says in a grey line that the friendship began: told once. */
  async function befriend(event: Incoming, raw: Raw): Promise<Incoming | undefined> {
    const { account } = event.from;
    if (befriended.has(account)) return undefined;
    const already = ((session.core().contacts[account]?.ContactFlag ?? 0) & 1) === 1;
    try {
      const ticket = raw.RecommendInfo?.Ticket;
      if (ticket && !already) await within(settings.fetchLimit, session.core().verifyUser(account, ticket));
      befriended.add(account);
      return event;
    } catch (error) {
      hands.log('warn', `a friend request could not be accepted: ${error}`);
      return undefined;
    }
  }

  async function withMedia(event: Incoming, raw: Raw, fetch: Fetch): Promise<Incoming> {
    if (event.type !== 'message') return event;
    try {
      const bytes = await within(settings.fetchLimit, download(session.core(), raw, fetch));
      const kind = fetch === 'picture' || fetch === 'voice' ? fetch : 'file';
      const name = fetch === 'file' ? decode(raw.FileName) : undefined;
      return { ...event, text: '', attachment: await saveMedia(settings.dataDir, raw.MsgId, kind, bytes, name) };
    } catch (error) {
      hands.log('warn', `a ${fetch} could not be fetched: ${error}`);
      return event;
    }
  }

  return async function complete(entry: Entry): Promise<Incoming | undefined> {
    const rest = restSchema.safeParse(entry.rest);
    if (!rest.success) return entry.event;
    const { raw, before } = rest.data;
    await learnNames(entry.event, raw);
    const again = read(raw, session.reader(before));
    // After a new login the ids mean nobody any more: what was known at the time is better.
    const event = again && (isKnown(again.event) || raw.MsgType === 37) ? again.event : entry.event;
    if (event.type === 'friend') return befriend(event, raw);
    if (event.type === 'join' && event.who.length === 0) return undefined;
    return again?.fetch ? withMedia(event, raw, again.fetch) : event;
  };
}

async function download(core: Core, raw: Raw, fetch: Fetch): Promise<Buffer> {
  const get = {
    picture: () => core.getMsgImg(raw.MsgId),
    voice: () => core.getVoice(raw.MsgId),
    video: () => core.getVideo(raw.MsgId),
    file: () => core.getDoc(raw.FromUserName, raw.MediaId, raw.FileName),
  }[fetch];
  const { data } = await get();
  if (data.length === 0) throw new Error('it is empty');
  return Buffer.from(data);
}
