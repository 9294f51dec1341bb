/** The optional language model: what it is shown, when it is asked, and that it can do no more than make the bot ask. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import type { Situation } from '../src/chat/context.ts';
import { understand } from '../src/chat/understand.ts';
import { commands } from '../src/features.ts';
import { lineOf } from '../src/language/line.ts';
import { newLog } from '../src/log.ts';
import { meaningOf, readAnswer } from '../src/model/answer.ts';
import { type Adviser, newAdviser, worthAsking } from '../src/model/ask.ts';
import { hide, withoutBrackets } from '../src/model/hide.ts';
import { openAiModel } from '../src/model/model.ts';
import { type ModelSays, type TestModel, testModel } from './support/model.ts';
import { people } from './support/people.ts';
import { newStage, type Stage } from './support/stage.ts';

const now = new Date('2026-11-25T10:00:00+08:00');
/** Chatter to the rules, though it is a claim. */
const unread = '桶前那件事把我这把老骨头也搭上';
const claims = '{"does":"claim","what":"桶前那件事"}';
const question = '是要“认领 1”吗？回“是”就办，不是就不用管。';
const menu = /^我可以：/;

let model: TestModel;
beforeAll(async () => {
  model = await testModel();
});
afterAll(() => model.close());
beforeEach(() => {
  model.sent.length = 0;
  model.says = '{"does":"none"}';
});

function adviserAt(url: string, more: { patienceMs?: number; dailyCap?: number } = {}): Adviser {
  // A busy machine must not look like a slow model.
  const { patienceMs = 60_000, dailyCap = 200 } = more;
  const client = openAiModel({ url, name: 'small', key: 'secret-key', patienceMs });
  return newAdviser({ model: client, dailyCap, zone: 'Asia/Shanghai', log: newLog('silent') });
}

function situation(more: Partial<Situation> = {}): Situation {
  return {
    now,
    chat: 'direct',
    mention: false,
    role: 'volunteer',
    botName: '小援',
    items: [],
    holds: [],
    reported: [],
    ...more,
  };
}
const two: Partial<Situation> = {
  items: [1, 2].map((number) => ({
    ref: { number },
    kind: 'activity' as const,
    title: number === 1 ? '垃圾分类桶前值守' : '楼道大扫除',
    seats: 4,
    free: 4,
    open: true,
  })),
};

describe('what is hidden', () => {
  const secret = /1[3-9]\d{9}|13611240052|8765|501|502|302|三零二|王建国|刘秀英|苏梅|张奶奶|老周|李月|wang_jg|小林/;
  test.each([
    ['屋里水管闹脾气，我住3号楼2单元501，电话13611240052，我叫王建国', []],
    ['陪刘秀英去医院，她住5号楼三零二，一三六一一二四零零五二', []],
    ['需要王建国帮忙，@苏梅 看看，136 1124 0052', []],
    ['张奶奶家501的灯，微信wang_jg1970', []],
    ['７－３－５０２ 老周，１３６１１２４００５２', []],
    ['我是李月12-1203，座机0571 8765 4321', []],
    ['那天苏梅说小林也行', ['苏梅', '小林']],
    ['13611240052 13611240052', []],
    ['〔电话A〕是13611240052', []],
  ])('%s', (text, names) => {
    const line = lineOf(text, now);
    const hidden = hide(line.original, names);
    expect(hidden.text).not.toMatch(secret);
    expect(hidden.text).toMatch(/〔.+〕/);
    expect(hidden.restore(hidden.text)).toBe(withoutBrackets(line.original));
  });

  it('times, work and numbers of items are shown', () => {
    const text = '周六上午9点到11点大扫除，2号，带俩人';
    expect(hide(text, []).text).toBe(text);
  });
});

describe('what counts as an answer', () => {
  test.each([
    ['no JSON', '好的，是认领'],
    ['half of it', '{"does":"claim"'],
    ['an array', '[{"does":"claim"}]'],
    ['an unknown meaning', '{"does":"explode"}'],
    ['one that decides over others', '{"does":"cancel"}'],
    ['a yes to our own question', '{"does":"yes"}'],
    ['an order to act', '{"does":"claim","act":"act"}'],
    ['a confidence of its own', '{"does":"claim","confidence":1}'],
    ['a date', '{"does":"claim","date":"2026-11-28"}'],
    ['a phone', '{"does":"reportNeed","phone":"13611240052"}'],
    ['a number that is not quoted', '{"does":"claim","number":1}'],
    ['an empty quote', '{"does":"claim","what":""}'],
    ['slots of another meaning', '{"does":"help","what":"活动"}'],
    ['two answers', '{"does":"claim"}{"does":"release"}'],
  ])('not %s', (_, written) => {
    expect(readAnswer(written)).toBeUndefined();
  });

  it('a block of code around it does no harm', () => {
    expect(readAnswer('```json\n{"does":"mine"}\n```')).toEqual({ does: 'mine' });
  });
});

describe('what an answer means', () => {
  const means = (text: string, written: string, s = situation(two)) => {
    const line = lineOf(text, now);
    const { restore } = hide(line.original, []);
    return meaningOf(readAnswer(written)!, line, s, restore);
  };

  test.each([
    ['a made-up date', '{"does":"claim","time":"2026-11-28"}'],
    ['a number that nobody said', '{"does":"claim","number":"2"}'],
    ['work that nobody named', '{"does":"claim","what":"大扫除"}'],
    ['a made-up person', '{"does":"claim","who":["苏梅"]}'],
    ['a placeholder that hides nothing', '{"does":"claim","who":["〔姓名A〕"]}'],
    ['nothing', '{"does":"none"}'],
  ])('%s means nothing', (_, written) => {
    expect(means(unread, written)).toBeUndefined();
  });

  it('is never sure enough to act', () => {
    expect(means(unread, claims)).toMatchObject({ does: 'claim', target: [{ number: 1 }], confidence: 0.75 });
  });

  it('the time is quoted, and our reader reads it', () => {
    const found = means(
      '后天下午三点那阵子垃圾分类让我凑个数',
      '{"does":"claim","what":"垃圾分类","time":"后天下午三点"}',
    );
    expect(found?.slots).toMatchObject({ date: '2026-11-27', time: '15:00' });
  });

  it('a number is an item only where our reader sees one', () => {
    expect(means('下午2点的事让我凑个数', '{"does":"claim","number":"2"}')).toBeUndefined();
    expect(means('2号那个让我凑个数', '{"does":"claim","number":"2号"}')).toMatchObject({
      slots: { refs: [{ number: 2 }] },
    });
    expect(means('7号那个让我凑个数', '{"does":"claim","number":"7号"}')).toBeUndefined();
  });

  it('how many come is read from the quote', () => {
    const found = means('大扫除让我俩凑个数', '{"does":"claim","what":"大扫除","people":"我俩"}');
    expect(found).toMatchObject({ slots: { partySize: 2 }, target: [{ number: 2 }] });
  });

  it('door and phone of a need come from the line, not from the model', () => {
    const found = means('水管跟人闹脾气，3号楼2单元501，13611240052', '{"does":"reportNeed"}');
    expect(found?.slots).toMatchObject({ place: { building: '3', unit: '2', room: '501' }, phone: '13611240052' });
  });

  it('a hidden name that is quoted is put back', () => {
    const found = means('大扫除替王建国凑个数', '{"does":"claim","what":"大扫除","who":["〔姓名A〕"]}');
    expect(found?.slots.names).toEqual(['王建国']);
  });
});

describe('when it is asked', () => {
  const asks = (text: string, s: Situation) => worthAsking(understand(text, s, commands), text, s);

  test.each<[string, string, boolean, Partial<Situation>]>([
    ['a direct message that cannot be read', unread, true, {}],
    ['the same as talk in the group', unread, false, { chat: 'group' }],
    ['a mention that cannot be read gets its hint', `@小援 ${unread}`, false, { chat: 'group', mention: true }],
    [
      'a mention in the band',
      '@小援 阳台那儿一直滴答滴答的，王建国13611240052，3号楼2单元501',
      true,
      { chat: 'group', mention: true },
    ],
    ['what is certain', '认领 1', false, {}],
    ['thanks', '谢谢啦', false, {}],
    ['under a waiting question', unread, false, { question: { dialogue: 'reportNeed', slot: 'time' } }],
    ['under its own question', unread, true, { question: { dialogue: 'doubt', slot: 'confirm' } }],
    ['an emergency', '我妈摔了起不来', false, {}],
  ])('%s: %s', (_, text, expected, more) => {
    expect(asks(text, situation({ ...two, ...more }))).toBe(expected);
  });
});

describe('in the running program', () => {
  let stage: Stage | undefined;
  afterEach(async () => {
    await stage?.close();
    stage = undefined;
  });

  async function open(adviser?: Adviser): Promise<Stage> {
    stage = await newStage({ now: now.toISOString(), people, ...(adviser ? { adviser } : {}) });
    await stage.say('direct', '周书记', '发布活动 周六上午9点到11点 垃圾分类桶前值守 3号楼前 需要4人');
    await stage.app.flush();
    await stage.say('direct', '周书记', '是');
    await stage.app.flush();
    model.sent.length = 0;
    return stage;
  }
  /** What the bot says to one line. */
  async function answers(
    on: Stage,
    from: string,
    text: string,
    chat: 'group' | 'direct' = 'direct',
  ): Promise<string[]> {
    const n = await on.say(chat, from, text);
    await on.app.flush();
    return (await on.after(n)).filter((post) => post.from === '小援').map((post) => post.text);
  }

  it('a good answer becomes a question, and only the yes acts', async () => {
    const on = await open(adviserAt(model.url));
    model.says = claims;
    expect(await answers(on, '林晓', unread)).toEqual([question]);
    expect(await answers(on, '林晓', '看板 1')).toEqual([expect.stringContaining('0/4')]);
    expect(await answers(on, '林晓', unread)).toEqual([question]);
    expect((await answers(on, '林晓', '是')).join()).toContain('还缺3人');
    expect(await answers(on, '何平', '看板 1')).toEqual([expect.stringContaining('1/4')]);
  });

  it('is sent no phone, name or door, at temperature 0, with its key', async () => {
    const on = await open(adviserAt(`${model.url}/`));
    await answers(on, '林晓', '苏梅那边，让我凑个数吧，7-3-502，13611240052');
    expect(model.sent).toHaveLength(1);
    expect(model.sent[0]).toMatchObject({
      path: '/v1/chat/completions',
      authorization: 'Bearer secret-key',
      body: { model: 'small', temperature: 0 },
    });
    expect(JSON.stringify(model.sent)).not.toMatch(/苏梅|林晓|502|13611240052/);
  });

  it('a need asked about keeps the words in which it was told', async () => {
    const on = await open(adviserAt(model.url));
    model.says = '{"does":"reportNeed"}';
    const told = '阳台那儿一直滴答滴答的，3号楼2单元501';
    expect(await answers(on, '林晓', told)).toEqual(['是要“报需求”吗？回“是”就办，不是就不用管。']);
    const shown = [...(await answers(on, '林晓', '是')), ...(await answers(on, '周书记', '需求'))].join('\n');
    expect(shown).toContain('滴答滴答');
  });

  it('talk in the group is never shown to it', async () => {
    const on = await open(adviserAt(model.url));
    model.says = claims;
    expect(await answers(on, '林晓', unread, 'group')).toEqual([]);
    expect(model.sent).toEqual([]);
  });

  it('what the speaker may not do is not asked about', async () => {
    const on = await open(adviserAt(model.url));
    model.says = '{"does":"publish"}';
    expect(await answers(on, '林晓', unread)).toEqual([expect.stringMatching(menu)]);
  });

  const useless: readonly (readonly [string, ModelSays])[] = [
    ['no JSON', '我觉得是认领'],
    ['a date that it made up', '{"does":"claim","time":"2026-11-28"}'],
    ['words that nobody said', '{"does":"claim","what":"大扫除"}'],
    ['an order to act without asking', '{"does":"claim","what":"垃圾分类","act":"act","confidence":1}'],
    ['an error', { status: 500, body: claims }],
    ['a refusal of the key', { status: 401, body: '{"error":"no"}' }],
    ['no chat completion', { status: 200, body: claims }],
    ['another address', { status: 307, body: '', headers: { location: '/elsewhere' } }],
    ['an endless answer', { status: 200, body: 'x'.repeat(1_000_000) }],
  ];
  it('a useless answer leaves that of the rules', async () => {
    const on = await open(adviserAt(model.url));
    for (const [what, says] of useless) {
      model.says = says;
      model.sent.length = 0;
      expect(await answers(on, '林晓', unread), what).toEqual([expect.stringMatching(menu)]);
      expect(model.sent, what).toHaveLength(1);
    }
  });

  it('one that does not answer is given up, and tried once', async () => {
    const on = await open(adviserAt(model.url, { patienceMs: 50 }));
    model.says = 'nothing';
    expect(await answers(on, '林晓', unread)).toEqual([expect.stringMatching(menu)]);
    expect(model.sent).toHaveLength(1);
  });

  it('one that is not there changes nothing', async () => {
    const gone = await testModel();
    await gone.close();
    const on = await open(adviserAt(gone.url));
    expect(await answers(on, '林晓', unread)).toEqual([expect.stringMatching(menu)]);
  });

  it('is asked so many times a day and no more; the next day it is asked again', async () => {
    const on = await open(adviserAt(model.url, { dailyCap: 1 }));
    model.says = claims;
    expect(await answers(on, '林晓', unread)).toEqual([question]);
    expect(await answers(on, '何平', unread)).toEqual([expect.stringMatching(menu)]);
    expect(model.sent).toHaveLength(1);
    await on.moveClock('2026-11-26T00:00:00+08:00');
    expect(await answers(on, '苏梅', unread)).toEqual([question]);
  });

  it('while two lines wait for it, a third is not kept waiting', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = 0;
    const slow = newAdviser({
      model: {
        async complete() {
          asked++;
          await held;
          return claims;
        },
      },
      dailyCap: 200,
      zone: 'Asia/Shanghai',
      log: newLog('silent'),
    });
    const s = situation(two);
    const first = [slow.advise(unread, s, []), slow.advise(unread, s, [])];
    expect(await slow.advise(unread, s, [])).toBeUndefined();
    release();
    expect((await Promise.all(first)).map((found) => found?.does)).toEqual(['claim', 'claim']);
    expect(asked).toBe(2);
  });

  it('the store is free while the model thinks', async () => {
    let seen = 0;
    const looks = {
      async complete() {
        // On the embedded store a transaction that is open would keep this waiting for ever.
        seen = (await stage!.after(0)).length;
        return claims;
      },
    };
    const on = await open(newAdviser({ model: looks, dailyCap: 9, zone: 'Asia/Shanghai', log: newLog('silent') }));
    expect(await answers(on, '林晓', unread)).toEqual([question]);
    expect(seen).toBeGreaterThan(0);
  });

  it('without one, nothing is asked', async () => {
    const on = await open();
    expect(await answers(on, '林晓', unread)).toEqual([expect.stringMatching(menu)]);
    expect(model.sent).toEqual([]);
  });
});
