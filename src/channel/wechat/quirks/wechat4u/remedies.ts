/** What is wrong with wechat4u and its puppet as objects, set right one by one (wechat.md, numbers in brackets). */

import type { Hands } from '../../adapter.ts';
import { exitCode } from '../../protocol.ts';
import { type Core, isRoomId, isSessionGone, retOf } from './core.ts';

/** The puppet of wechaty-puppet-wechat4u as far as we touch it. */
export interface Puppet {
  wechat4u?: Core;
  readonly isLoggedIn: boolean;
  readonly currentUserId: string;
  login(account: string): void;
  /** People whose names it means to ask for, with the group they are in. */
  unknownContactId: string[][];
}

/** Gives every new wechat4u to `prepare` before the puppet itself has touched it: it is made inside `onStart`. */
export function whenCoreIsMade(puppet: Puppet, prepare: (core: Core) => void): void {
  let core: Core | undefined;
  Object.defineProperty(puppet, 'wechat4u', {
    configurable: true,
    get: () => core,
    set(made: Core | undefined) {
      core = made;
      if (made) prepare(made);
    },
  });
}

/**
 * Messages are taken as they come from the server. The puppet's own way cuts room text at the first `:\n` [1], drops
 * what was said before it started [2], emits one id several times [3], waits up to a minute for a name and then loses
 * the message, and obeys whoever sends the log-out spell `🌚 🌝🌚 🌝🌚 🌝` [9]. What comes in one answer is taken in
 * the order in which it was said.
 */
export function takeMessagesRaw(core: Core, take: (raw: unknown) => void, failed: (error: unknown) => void): void {
  const saidAt = (raw: unknown) => Number((raw as { CreateTime?: unknown } | null)?.CreateTime) || 0;
  core.handleMsg = (messages) => {
    for (const raw of [...messages].sort((a, b) => saidAt(a) - saidAt(b))) {
      // One that we trip over must not take the others of its answer with it.
      try {
        take(raw);
      } catch (error) {
        failed(error);
      }
    }
  };
}

/**
 * wechat4u logs out at the server whenever it gives up (`stop`), the puppet then empties the kept login and starts
 * again in the same process without a pause: about 200 errors a second while the network is away, and the contacts of
 * the old session are found first after a new login [6, 7, 8]. Giving up means leaving this process instead.
 */
export function leaveInsteadOfLoggingOut(core: Core, leave: Hands['leave']): void {
  core.stop = () => leave(exitCode.gaveUp);
  core.on('logout', () => leave(exitCode.sessionGone));
}

/**
 * wechat4u compares the code's text with a number, takes 1101 for any error and knows no 1100 and 1102 [9]; when the
 * network fails at its start it waits a minute and then never syncs again. A session that looks ended is tried once
 * more by a new process; only a server that refuses the kept login itself makes us forget it.
 */
export function leaveWhenSessionEnds(core: Core, leave: Hands['leave']): void {
  const watch = (name: 'init' | 'sync' | 'syncCheck', then: (ret: number | undefined) => void) => {
    const original = core[name].bind(core);
    core[name] = async () => {
      try {
        return await original();
      } catch (error) {
        then(retOf(error));
        throw error;
      }
    };
  };
  const tryAgain = (ret: number | undefined) => isSessionGone(ret) && leave(exitCode.gaveUp);
  watch('sync', tryAgain);
  watch('syncCheck', tryAgain);
  watch('init', (ret) => leave(ret === undefined ? exitCode.gaveUp : exitCode.sessionGone));
}

/**
 * The puppet's heartbeat goes on while nothing is synced [8]: only an answered sync call is a sign of life.
 */
export function reportSync(core: Core, sync: () => void): void {
  for (const name of ['sync', 'syncCheck'] as const) {
    const original = core[name].bind(core);
    core[name] = async () => {
      const answer = await original();
      sync();
      return answer;
    };
  }
}

/** The puppet maps over the member list of every group and throws where the server left it out. */
export function giveEveryRoomAMemberList(core: Core): void {
  const original = core.updateContacts.bind(core);
  core.updateContacts = (contacts) => {
    for (const contact of contacts ?? []) {
      if (isRoomId(contact.UserName) && !contact.MemberList) contact.MemberList = [];
    }
    original(contacts);
  };
}

/** Group members carry no friend flag, so who is no friend is known only when the whole list of friends is there. */
export function noteFriendList(core: Core, complete: () => void): void {
  const original = core.getContact.bind(core);
  core.getContact = async (seq) => {
    const page = await original(seq);
    if (!page.Seq) setImmediate(complete);
    return page;
  };
}

/** After a short outage wechat4u logs in again by itself, and the puppet throws because it is logged in already. */
export function allowLoginAgain(puppet: Puppet, leave: Hands['leave']): void {
  const original = puppet.login.bind(puppet);
  puppet.login = (account) => {
    if (!puppet.isLoggedIn) return original(account);
    // Other ids: what is in memory belongs to another session [7].
    if (puppet.currentUserId !== account) leave(exitCode.gaveUp);
  };
}

/**
 * Whenever a group is updated the puppet asks for each of its members again, 40 at a time: 13 calls for 500 people,
 * though the group's own list has all their names [17]. WeChat counts calls; ours are few.
 */
export function spareQuestions(puppet: Puppet): void {
  const none: string[][] = [];
  none.push = () => 0;
  puppet.unknownContactId = none;
}
