/** The whole program with the paste page in a store of its own, played through the page's API. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../../src/app.ts';
import type { Channel } from '../../src/channel/channel.ts';
import type { Choice } from '../../src/channel/paste/desk.ts';
import type { Named } from '../../src/channel/paste/names.ts';
import type { LineView } from '../../src/channel/paste/take.ts';
import type { Role } from '../../src/chat/meaning.ts';
import type { Incoming } from '../../src/chat/message.ts';
import { standingClock } from '../../src/clock/clock.ts';
import { newId } from '../../src/db/columns.ts';
import type { Store } from '../../src/db/open.ts';
import { inTx } from '../../src/db/tx.ts';
import { addPerson } from '../../src/identity/recognise.ts';
import { newLog } from '../../src/log.ts';
import { site } from '../../src/pages/server.ts';
import { openPaste } from '../../src/paste-desk.ts';
import { testCommunity } from './community.ts';
import { testStore } from './database.ts';

export interface TrayMessage {
  id: string;
  to?: string;
  text: string;
  state: 'ready' | 'sent' | 'left';
  made: string;
  picture?: string;
}

/** How a piece is sent; without `chat` it is of the group. */
export interface Given {
  chat?: 'group' | 'direct';
  who?: Choice;
  names?: Record<string, Choice | 'left'>;
  leave?: number[];
  again?: number[];
  key?: string;
}

export interface PasteStage {
  app: App;
  store: Store;
  channel: Channel;
  site: ReturnType<typeof site>;
  received: Incoming[];
  faults: Error[];
  /** Asks the API; rejects with its sentence when it refuses. */
  ask<T>(path: string, body?: object): Promise<T>;
  look(text: string, given?: Given): Promise<{ names: Named[]; lines: LineView[]; fresh: number }>;
  take(text: string, given?: Given): Promise<{ done: number; posted: number }>;
  tray(): Promise<{ now: string; ready: TrayMessage[]; marked: TrayMessage[] }>;
  /** Copies all that lies ready and marks it: what was posted, `群：…` or `何平：…`. */
  post(): Promise<string[]>;
  /** ISO 8601 with offset. */
  moveClock(to: string): Promise<void>;
  /** The id of somebody known. */
  person(name: string): Promise<{ person: string }>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

export interface PasteStageOptions {
  now: string;
  people?: readonly { name: string; role: Role; grid?: string }[];
  /** A store that an earlier stage left. */
  store?: Store;
}

/** People of whom two have the same name. */
export const twoOfOneName: NonNullable<PasteStageOptions['people']> = [
  { name: '周书记', role: 'leader' },
  { name: '何平', role: 'volunteer' },
  { name: '苏梅', role: 'volunteer' },
  { name: '王芳', role: 'volunteer', grid: '一网格' },
  { name: '王芳', role: 'volunteer', grid: '二网格' },
];

export async function newPasteStage({ now, people = [], store: given }: PasteStageOptions): Promise<PasteStage> {
  const store = given ?? (await testStore());
  const { db } = store;
  const began = new Date(now);
  const { community } = await testCommunity(db, began);
  if (!given)
    await inTx(db, async (tx) => {
      for (const [i, person] of people.entries())
        await addPerson(tx, community, { id: newId(), ...person }, new Date(began.getTime() + i));
    });
  const clock = standingClock(began);
  let app: App | undefined;
  const mediaDir = await mkdtemp(join(tmpdir(), 'paste-'));
  const paste = await openPaste({ db, community, clock }, mediaDir, () => app!);
  const received: Incoming[] = [];
  const channel: Channel = {
    ...paste,
    start: (onEvent) =>
      paste.start(async (event) => {
        await onEvent(event);
        received.push(event);
      }),
  };
  const log = newLog(process.env['LOG_LEVEL'] ?? 'error');
  app = createApp({ db, community, clock, log, channels: [channel], intervalMs: 0 });
  await app.start();
  const faults: Error[] = [];
  const pages = site([paste.app], '/paste', (error) => faults.push(error));
  return { app, store, channel, site: pages, received, faults, ...play(pages, app, store) };
}

let pieces = 0;

function play(pages: ReturnType<typeof site>, app: App, store: Store) {
  async function ask<T>(path: string, body?: object): Promise<T> {
    const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    const response = await pages.request(`http://127.0.0.1/paste/api/${path}`, init);
    const answer = (await response.json()) as T & { error?: string };
    if (!response.ok) throw new Error(answer.error);
    return answer;
  }
  const piece = (text: string, given: Given) => ({ chat: 'group', key: `key-${pieces++}`, ...given, text });
  const tray = () => ask<Awaited<ReturnType<PasteStage['tray']>>>('tray');
  return {
    ask,
    look: (text: string, given: Given = {}) => ask<Awaited<ReturnType<PasteStage['look']>>>('look', piece(text, given)),
    take: (text: string, given: Given = {}) => ask<{ done: number; posted: number }>('take', piece(text, given)),
    tray,
    async post() {
      const { ready } = await tray();
      if (ready.length > 0) await ask('tray', { ids: ready.map(({ id }) => id), state: 'sent' });
      return ready.map(({ to, text }) => `${to ?? '群'}：${text}`);
    },
    moveClock: (to: string) => app.moveClock(new Date(to)),
    async person(name: string) {
      const { people } = await ask<{ people: { id: string; name: string }[] }>('people');
      const found = people.find((person) => person.name === name);
      if (!found) throw new Error(`nobody is called ${name}`);
      return { person: found.id };
    },
    stop: () => app.stop(),
    async close() {
      await app.stop();
      await store.close();
    },
  };
}
