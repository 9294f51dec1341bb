/**
 * A web-WeChat server on 127.0.0.1 for the real puppet. Tests speak for the people in its little world, look at what
 * the bot sent, and break things on purpose.
 */
import { caFile, type Network, type Reply, startProxy } from './http.ts';
import { json, ret, routes } from './routes.ts';
import { createState, type State } from './state.ts';
import type { Delivery, RawMessage } from './wire.ts';
import { createWorld, type Person, type Room, sessionId, type World } from './world.ts';

/**
 * What a call is answered with instead: a Ret code, an HTTP status, other JSON, no answer, or a cut connection. `unanswered`: what
 * was asked is done, and no answer ever comes.
 */
export type Fault =
  | { ret: number }
  | { status: number }
  | { body: { [field: string]: unknown } }
  | 'hang'
  | 'cut'
  | 'unanswered';

export interface SayOptions {
  /** When it was said; now if absent. */
  at?: Date;
  /** Bytes of a picture, voice message or file that the client may fetch. */
  media?: Buffer;
  id?: string;
}

export interface Server extends Pick<State, 'sent' | 'tooOften' | 'calls' | 'remarks' | 'accepted'> {
  readonly world: World;
  /** The client must be started with these. */
  readonly env: { HTTPS_PROXY: string; NODE_EXTRA_CA_CERTS: string };
  /** Scans the QR code that is shown, or the next one: the bot logs in. Resolves when it has. */
  scan(): Promise<void>;
  /** Lets the QR code that is shown run out. */
  expireQr(): void;
  /** Somebody says something in a group or, when `where` is a person, to the bot alone. Returns the MsgId. */
  say(where: Room | Person, who: Person, what: string | RawMessage, options?: SayOptions): string;
  /** Several messages that arrive in one sync. */
  sayAll(messages: [Room | Person, Person, string, SayOptions?][]): string[];
  /** The same message once more. */
  redeliver(id: string): void;
  /** Tells the client that a person or group has changed (webwxsync's ModContactList). */
  changed(thing: Room | Person): void;
  /** The next `times` (1) calls of this name go wrong, when `after` (0) of them have gone well. */
  fault(name: string, fault: Fault, which?: { times?: number; after?: number }): void;
  /** Faults that have not come yet will not. */
  heal(): void;
  network(mode: Network): Promise<void>;
  /** The session, if there is one, ends on the server's side: 1100, 1101 (logged out by the phone) or 1102. */
  endSession(code?: 1100 | 1101 | 1102): void;
  /** The id that a person or group has in the present session. */
  id(thing: Room | Person): string;
  close(): Promise<void>;
}

export interface ServerOptions {
  botName?: string;
  /** Longest time in ms that synccheck is held open (25 s on the real service). */
  hold?: number;
  /** So many sends within a minute are taken (60); more are answered with 1205. */
  mostSends?: number;
}

export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const world = createWorld(options.botName ?? '星援');
  const state = createState(world, options.hold ?? 25_000, options.mostSends ?? 60);
  const faults: { name: string; fault: Fault; left: number; after: number }[] = [];
  const past = new Map<string, Delivery>();

  const broken = (name: string): Reply | 'unanswered' | undefined => {
    const found = faults.find((entry) => entry.name === name && entry.left > 0);
    if (!found) return undefined;
    if (found.after > 0) {
      found.after -= 1;
      return undefined;
    }
    found.left -= 1;
    if (typeof found.fault === 'string') return found.fault;
    if ('body' in found.fault) return json(found.fault.body);
    return 'ret' in found.fault ? ret(found.fault.ret) : { ...json({}), status: found.fault.status };
  };
  const proxy = await startProxy(async (call, gone) => {
    state.calls.add(call.name);
    const route = routes[call.name];
    const instead = broken(call.name);
    if (instead && instead !== 'unanswered') return instead;
    const reply = route ? await route(call, state, gone) : { status: 404, body: '' };
    return instead ? 'hang' : reply;
  });

  const keep = (where: Room | Person, who: Person, what: string | RawMessage, said: SayOptions = {}): Delivery => {
    const id = said.id ?? state.nextId();
    if (said.media) state.media.set(typeof what === 'object' && what.MediaId ? String(what.MediaId) : id, said.media);
    const raw = typeof what === 'string' ? { MsgType: 1, text: what } : what;
    const delivery = { id, where, who, what: raw, at: Math.floor((said.at?.getTime() ?? Date.now()) / 1000) };
    past.set(id, delivery);
    return delivery;
  };
  const deliver = (...list: Delivery[]) => {
    state.pending.push(...list);
    state.wake();
  };

  return {
    ...state,
    world,
    env: { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: caFile },
    async scan() {
      const logins = () => state.calls.all.filter((name) => name === 'webwxinit').length;
      const before = logins();
      if (state.login !== 'asked') {
        const shown = state.calls.all.filter((name) => name === 'qr').length;
        await state.calls.several(shown + 1, (name) => name === 'qr');
      }
      state.login = 'confirmed';
      state.wake();
      await state.calls.several(before + 1, (name) => name === 'webwxinit');
    },
    expireQr() {
      state.login = 'expired';
      state.wake();
    },
    say(where, who, what, said) {
      const delivery = keep(where, who, what, said);
      deliver(delivery);
      return delivery.id;
    },
    sayAll(messages) {
      const list = messages.map(([where, who, what, said]) => keep(where, who, what, said));
      deliver(...list);
      return list.map(({ id }) => id);
    },
    redeliver(id) {
      const delivery = past.get(id);
      if (!delivery) throw new Error(`no message ${id} was said`);
      deliver(delivery);
    },
    changed(thing) {
      state.changed.add(thing);
      state.wake();
    },
    fault: (name, fault, { times = 1, after = 0 } = {}) => void faults.push({ name, fault, left: times, after }),
    heal: () => void faults.splice(0),
    network: (mode) => proxy.network(mode),
    endSession(code = 1101) {
      if (state.login !== 'in') return;
      state.goneCode = code;
      state.login = 'gone';
      state.wake();
    },
    id: (thing) => sessionId(thing, state.session),
    close: () => proxy.close(),
  };
}
