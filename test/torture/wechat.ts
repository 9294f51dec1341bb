/**
 * The real puppet in front of a server that fails in every way, while a crowd talks: nothing is lost, nothing is said twice,
 * nobody is mistaken for somebody else. There are no receipts here: what nobody knows the end of is counted.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { rows } from '../../src/db/db.ts';
import { type Program, startProgram } from '../support/program.ts';
import { type Server, startServer } from '../wechat/server/server.ts';
import type { Person, Room } from '../wechat/server/world.ts';
import type { Dice } from './dice.ts';
import type { Ledger } from './ledger.ts';
import type { Place } from './place.ts';

/**
 * `kill`: kill -9 of the program. `session`: logged out, and all ids change. `refused`: nobody listens. `silent`: no answer for so many
 * seconds; after 90 the process counts as dead. `sends`: sends fail in each way in which nobody knows whether they arrived.
 */
export type Blow = 'kill' | 'session' | { refused: number } | { silent: number } | 'sends';

export interface WechatOptions {
  people: number;
  /** Lines of each. */
  lines: number;
  blows: readonly Blow[];
}

/** When so long nothing was said, there is mostly nothing left: answers that are joined wait for more for up to 12 s. */
const quietMs = 7_000;

interface Speaker {
  person: Person;
  where: Person | Room;
  script: { text: string; pause: number; again: boolean }[];
}

/** What is answered where it was said: what is for a stranger alone waits for the friendship. */
const words = ['认领 1', '认领 1', '取消 1', '看板 1'];

function newSpeakers(server: Server, dice: Dice, { people, lines }: WechatOptions): [Speaker[], Person, Room] {
  const leader = server.world.friend('周书记');
  // Every third is no friend of the bot and known by the names only after a login.
  const crowd = Array.from({ length: people }, (_, i) =>
    server.world[i % 3 === 2 ? 'stranger' : 'friend'](`志愿者${i}号`),
  );
  const group = server.world.room('星光志愿服务群', [leader, ...crowd]);
  const speakers = crowd.map((person, i) => ({
    person,
    where: i % 3 === 1 ? person : group,
    script: Array.from({ length: lines }, () => ({
      text: dice.one(words),
      pause: dice.below(500),
      again: dice.below(5) === 0,
    })),
  }));
  return [speakers, leader, group];
}

export async function tortureByWechat(place: Place, dice: Dice, ledger: Ledger, options: WechatOptions): Promise<void> {
  const server = await startServer({ botName: '小援', mostSends: Number.POSITIVE_INFINITY });
  const [speakers, leader, group] = newSpeakers(server, dice, options);
  const settings = {
    ...{ ...server.env, PUPPET: 'wechaty-puppet-wechat4u', SEND_INTERVAL_MS: '0', SEND_PER_MINUTE: '0' },
    ...{ DATA_DIR: place.folder, DATABASE_URL: place.databaseUrl },
  };
  const said: string[] = [];
  let program: Program = await startProgram(settings);
  const say = (where: Person | Room, who: Person, text: string): string => {
    const id = server.say(where, who, text);
    said.push(id);
    return id;
  };
  const hears = (where: Person | Room, words: string) =>
    server.sent.wait((one) => one.where === where && one.text.includes(words));
  const restart = async (): Promise<void> => {
    program = await startProgram(settings);
  };

  /** Somebody has the telephone at hand and scans every code that is shown. */
  async function scanAll(): Promise<void> {
    for (let codes = 1; ; codes++) {
      await server.calls.several(codes, (name) => name === 'qr');
      void server.scan();
      ledger.did('scans');
    }
  }
  async function strike(blow: Blow): Promise<void> {
    ledger.did(typeof blow === 'string' ? blow : JSON.stringify(blow));
    if (blow === 'kill') {
      await program.kill();
      await restart();
    } else if (blow === 'session') server.endSession(dice.one([1100, 1101, 1102] as const));
    else if (blow === 'sends') {
      for (const fault of ['hang', 'unanswered', 'cut', { status: 502 }] as const) server.fault('webwxsendmsg', fault);
    } else {
      const [[how, seconds]] = Object.entries(blow) as [['refused' | 'silent', number]];
      await server.network(how);
      await pause(seconds * 1000);
      await server.network('up');
    }
  }
  async function talk(): Promise<void> {
    const total = options.people * options.lines;
    const moments = options.blows.map(() => 1 + dice.below(total - 1)).sort((a, b) => a - b);
    let struck: Promise<void> = Promise.resolve();
    let spoken = 0;
    const speak = async ({ person, where, script }: Speaker): Promise<void> => {
      for (const line of script) {
        const id = say(where, person, line.text);
        if (line.again) server.redeliver(id);
        for (spoken += 1; spoken >= (moments[0] ?? Number.POSITIVE_INFINITY); moments.shift()) {
          const blow = options.blows[options.blows.length - moments.length]!;
          struck = struck.then(() => strike(blow));
        }
        await pause(line.pause);
      }
    };
    await Promise.all(speakers.map(speak));
    await struck;
  }
  /** Whatever was said before this is handled. */
  async function settle(): Promise<void> {
    server.heal();
    const chats = [...new Set(speakers.map(({ where }) => where))];
    for (const where of chats) say(where, where === group ? leader : (where as Person), '看板 99');
    for (const where of chats) await hears(where, '99');
  }
  /** Ends the program when all that waits is said. */
  async function end(): Promise<void> {
    for (;;) {
      for (let heard = -1; heard < server.sent.all.length; await pause(quietMs)) heard = server.sent.all.length;
      const heard = server.sent.all.length;
      ledger.hold('it ends when it is asked to', await program.end(), 0);
      const store = await place.open();
      const waiting = await rows(store.db, sql`select 1 from outbox where status in ('queued', 'sending')`);
      await store.close();
      if (waiting.length === 0) return;
      await restart();
      await server.sent.several(heard + 1);
    }
  }
  try {
    void scanAll();
    say(group, leader, `绑定 ${/绑定 ([A-Z2-9]{6})/.exec(program.said.join('\n'))?.[1]}`);
    await hears(group, '第一位负责人');
    say(leader, leader, '发布活动 下周六上午9点到11点 发年货 中心花园 需要100人');
    await hears(leader, '我理解的是');
    say(leader, leader, '是');
    await hears(group, '新活动【1】');
    await talk();
    await settle();
    await end();
    ledger.did('messages', said.length);
    await hold(place, server, { said, speakers, blows: options.blows }, ledger);
  } finally {
    await program.kill();
    await server.close();
  }
}

/** How many sends of unknown end a blow may leave: one is under way; where nothing answers, the next is tried after half a minute. */
function mostUnknown(blow: Blow): number {
  if (blow === 'sends') return 4;
  return typeof blow === 'object' && 'silent' in blow ? 2 + Math.floor(blow.silent / 30) : 1;
}

async function hold(
  place: Place,
  server: Server,
  { said, speakers, blows }: { said: readonly string[]; speakers: readonly Speaker[]; blows: readonly Blow[] },
  ledger: Ledger,
): Promise<void> {
  const store = await place.open();
  const ask = async <T>(query: ReturnType<typeof sql>): Promise<T[]> => [...(await rows<T>(store.db, query))];
  try {
    const kept = await ask<{ id: string; status: string }>(sql`select message_id as id, status from inbox`);
    ledger.hold('every message was taken in once', kept.map(({ id }) => id).sort(), [...said].sort());
    ledger.hold('and handled', kept.filter(({ status }) => status !== 'done').length, 0);
    ledger.hold(
      'everybody holds what they said last, and nobody is two',
      (await ask<{ name: string }>(sql`select name from claims where state = 'held'`)).map(({ name }) => name).sort(),
      speakers
        .filter(({ script }) => script.findLast(({ text }) => /^(?:认领|取消)/.test(text))?.text.startsWith('认领'))
        .map(({ person }) => person.nickname)
        .sort(),
    );
    ledger.hold(
      'and nobody else came into being',
      (await ask<{ n: number }>(sql`select count(*)::int as n from people`))[0]?.n,
      speakers.length + 1,
    );
    const posts = await ask<{ text: string; status: string }>(
      sql`select text, status from outbox where sent_as is null`,
    );
    const textsOf = (...states: string[]) => posts.filter(({ status }) => states.includes(status)).map((p) => p.text);
    const heard = server.sent.all.map(({ text }) => text);
    ledger.hold('what was sent was heard, once', without(textsOf('sent'), heard), []);
    ledger.hold('and nothing was heard twice', without(heard, textsOf('sent', 'unknown')), []);
    const unknown = textsOf('unknown').length;
    ledger.did('sends of unknown end', unknown);
    const most = blows.reduce((sum, blow) => sum + mostUnknown(blow), 0);
    ledger.hold('no more unknown ends than blows', unknown <= most, true);
    ledger.hold('nothing was refused', textsOf('refused'), []);
  } finally {
    await store.close();
  }
}

/** What is left of a list when each of the others is taken out of it once. */
function without(list: readonly string[], others: readonly string[]): string[] {
  const left = [...list];
  for (const other of others) {
    const at = left.indexOf(other);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}
