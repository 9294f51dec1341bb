/** What the server keeps about the one account it serves, and how a login session comes and goes. */
import { type Record, record } from './record.ts';
import type { Delivery } from './wire.ts';
import { type Person, type Room, sessionId, type World } from './world.ts';

/** Something the bot sent, as the server took it. */
export interface Sent {
  id: string;
  where: Room | Person;
  kind: 'text' | 'picture' | 'file';
  text: string;
  bytes: Buffer;
}

export interface State {
  world: World;
  /** Number of the login session; every scan begins a new one, and ids with it. */
  session: number;
  login: 'none' | 'asked' | 'confirmed' | 'expired' | 'in' | 'gone';
  /** The retcode that says that the session is gone. */
  goneCode: number;
  /** Longest time in ms that synccheck and the login poll are held open. */
  hold: number;
  uuid: string;
  syncs: number;
  pending: Delivery[];
  changed: Set<Room | Person>;
  media: Map<string, Buffer>;
  uploads: Map<string, { name: string; bytes: Buffer }>;
  sent: Record<Sent>;
  /** So many sends within a minute are taken; more are answered with 1205, as WeChat does. */
  mostSends: number;
  /** When the last sends came, in ms. */
  sendTimes: number[];
  /** Sends that were answered with 1205. */
  tooOften: Record<string>;
  calls: Record<string>;
  remarks: Record<{ person: Person; remark: string }>;
  accepted: Record<Person>;
  /** Wakes the polls that are held open. */
  wake(): void;
  /** Resolves at the next wake, after `hold`, or when the client went away. */
  held(gone: AbortSignal): Promise<void>;
  /** The person or group that bears this id in this session. */
  find(id: string): Person | Room | undefined;
  nextId(): string;
}

export function createState(world: World, hold: number, mostSends: number): State {
  const sleeping = new Set<() => void>();
  let lastId = 7234567890123456789n;
  return {
    world,
    session: 0,
    login: 'none',
    goneCode: 1101,
    hold,
    uuid: '',
    syncs: 0,
    pending: [],
    changed: new Set(),
    media: new Map(),
    uploads: new Map(),
    sent: record(),
    mostSends,
    sendTimes: [],
    tooOften: record(),
    calls: record(),
    remarks: record(),
    accepted: record(),
    wake() {
      for (const rise of [...sleeping]) rise();
    },
    held(gone) {
      return new Promise((resolve) => {
        const rise = () => {
          clearTimeout(timer);
          sleeping.delete(rise);
          resolve();
        };
        const timer = setTimeout(rise, this.hold);
        timer.unref();
        gone.addEventListener('abort', rise);
        sleeping.add(rise);
      });
    },
    find(id) {
      return [...world.people, ...world.rooms].find((thing) => sessionId(thing, this.session) === id);
    },
    nextId() {
      lastId += 1n;
      return String(lastId);
    },
  };
}
