/** Who is who in the present session, from what wechat4u has gathered. Ids change at every login (wechat.md 11). */
import type { Sender } from '../../../../chat/message.ts';
import type { Group, Member } from '../../protocol.ts';
import { type Core, isRoomId, type RawContact, type RawMember } from './core.ts';
import { decode } from './text.ts';

export interface People {
  selfId(): string;
  /** The names by which the bot can be addressed, in this room or at all. */
  selfNames(roomId?: string): string[];
  topic(roomId: string): string | undefined;
  sender(account: string, roomId?: string): Sender;
  /** False when a name of theirs is not known yet and must be asked for. */
  knows(account: string, roomId?: string): boolean;
  members(roomId: string): Member[] | undefined;
  memberIds(roomId: string): string[];
  friends(): Member[];
  groups(): Group[];
}

/** Nicknames arrive encoded in one place and decoded in another. */
const name = (encoded: string | undefined): string => decode(encoded ?? '').trim();

/**
 * @param friendsKnown whether the list of friends has come, so that whoever is not in it is none
 * @param botName what people call the bot, whatever its account is named
 */
export function people(core: Core, friendsKnown: boolean, botName: string): People {
  const contact = (id: string): RawContact | undefined => core.contacts[id];
  const member = (roomId: string | undefined, id: string): RawMember | undefined =>
    roomId === undefined ? undefined : contact(roomId)?.MemberList?.find(({ UserName }) => UserName === id);

  // wechat4u pours group members into its contacts, so a contact's DisplayName is from any group: only the group's own
  // list tells the 群昵称.
  function describe(id: string, inRoom: RawMember | undefined): Sender {
    const known = contact(id);
    const roomAlias = name(inRoom?.DisplayName);
    const remark = name(known?.RemarkName);
    const flag = known?.ContactFlag ?? (friendsKnown ? 0 : undefined);
    return {
      account: id,
      nickname: name(inRoom?.NickName) || name(known?.NickName),
      ...(roomAlias && { roomAlias }),
      ...(remark && { remark }),
      ...(flag !== undefined && { friend: (flag & 1) === 1 }),
    };
  }

  return {
    selfId: () => core.user.UserName,
    selfNames: (roomId) =>
      [name(core.user.NickName), name(member(roomId, core.user.UserName)?.DisplayName), botName].filter(Boolean),
    topic: (roomId) => name(contact(roomId)?.NickName) || undefined,
    sender: (account, roomId) => describe(account, member(roomId, account)),
    knows: (account, roomId) =>
      roomId === undefined ? Boolean(contact(account)?.NickName) : Boolean(member(roomId, account)?.NickName),
    members: (roomId) => contact(roomId)?.MemberList?.map((one) => describe(one.UserName, one)),
    friends: () =>
      Object.keys(core.contacts)
        .filter((id) => !isRoomId(id) && id !== core.user.UserName)
        .map((id) => describe(id, undefined))
        .filter(({ friend }) => friend),
    groups: () =>
      Object.keys(core.contacts)
        .filter(isRoomId)
        .map((id) => ({ id, topic: name(contact(id)?.NickName) })),
    memberIds: (roomId) => contact(roomId)?.MemberList?.map(({ UserName }) => UserName) ?? [],
  };
}
