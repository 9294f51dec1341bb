/** The little world behind the server: who there is, who is whose friend, which groups they are in. */
import { createHash } from 'node:crypto';

export interface Person {
  readonly key: string;
  nickname: string;
  /** 备注 that the bot's account has set. */
  remark: string;
  /** A friend of the bot's account. */
  friend: boolean;
}

export interface Room {
  readonly key: string;
  topic: string;
  /** Members and the 群昵称 of each ('' when none). */
  members: Map<Person, string>;
  /** False: the group is in no list after login and shows itself only when somebody speaks in it. */
  listed: boolean;
}

export interface World {
  /** The account that the bot uses. */
  readonly me: Person;
  people: Person[];
  rooms: Room[];
  /** A friend of the bot. */
  friend(nickname: string, remark?: string): Person;
  stranger(nickname: string): Person;
  /** A group of the bot and the given people; a pair gives the 群昵称. */
  room(topic: string, members: (Person | [Person, string])[], options?: { alias?: string; listed?: boolean }): Room;
}

export function createWorld(botName: string): World {
  let count = 0;
  const people: Person[] = [];
  const rooms: Room[] = [];
  const add = (nickname: string, friend: boolean, remark: string): Person => {
    const person = { key: `person-${++count}`, nickname, remark, friend };
    people.push(person);
    return person;
  };
  const me = add(botName, true, '');
  return {
    me,
    people,
    rooms,
    friend: (nickname, remark = '') => add(nickname, true, remark),
    stranger: (nickname) => add(nickname, false, ''),
    room(topic, members, options = {}) {
      const pairs = members.map((member): [Person, string] => (Array.isArray(member) ? member : [member, '']));
      const room: Room = {
        key: `room-${++count}`,
        topic,
        members: new Map([[me, options.alias ?? ''], ...pairs]),
        listed: options.listed ?? true,
      };
      rooms.push(room);
      return room;
    },
  };
}

export const isRoom = (thing: Person | Room): thing is Room => 'members' in thing;

/** The id of a person or group in one login session: WeChat gives new ones at every login. */
export function sessionId(thing: Person | Room, session: number): string {
  const hash = createHash('sha256').update(`${session}:${thing.key}`).digest('hex');
  return isRoom(thing) ? `@@${hash}` : `@${hash.slice(0, 32)}`;
}
