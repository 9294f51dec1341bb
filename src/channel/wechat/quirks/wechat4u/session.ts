/** What belongs to the present login session of wechat4u, shared by what reads, completes and sends. */
import { within } from '../../adapter.ts';
import type { Settings } from '../../protocol.ts';
import { type Memory, remember } from '../../remember.ts';
import type { Core } from './core.ts';
import { type People, people } from './people.ts';
import type { Reader } from './read.ts';
import type { Puppet } from './remedies.ts';

export interface Session {
  /** @throws before the puppet has started */
  core(): Core;
  people(): People;
  reader(before?: readonly string[]): Reader;
  /** Ids of messages that came in, and of ours that went out. */
  readonly seen: Memory;
  readonly sent: Memory;
  /** From now on whoever is not in the list of friends is none. */
  friendsAreKnown(): void;
  readonly friendsCame: Promise<void>;
  /** Asks the server for these people or groups, names and members included. */
  ask(ids: string[]): Promise<void>;
}

export function createSession(puppet: Puppet, settings: Settings): Session {
  const seen = remember();
  const sent = remember();
  let friendsKnown = false;
  let came: () => void = () => undefined;
  const friendsCame = new Promise<void>((resolve) => {
    came = resolve;
  });
  const core = (): Core => {
    if (!puppet.wechat4u) throw new Error('wechat4u is not started');
    return puppet.wechat4u;
  };
  return {
    core,
    seen,
    sent,
    friendsCame,
    people: () => people(core(), friendsKnown, settings.botName),
    reader: (before) => ({
      people: people(core(), friendsKnown, settings.botName),
      sentByUs: sent.has,
      seen: seen.has,
      special: core().CONF.SPECIALUSERS,
      ...(before && { before }),
    }),
    friendsAreKnown() {
      friendsKnown = true;
      came();
    },
    async ask(ids) {
      const list = ids.map((UserName) => ({ UserName, EncryChatRoomId: '' }));
      core().updateContacts(await within(settings.fetchLimit, core().batchGetContact(list)));
    },
  };
}
