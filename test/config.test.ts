/** The settings: `.env.example` says what there is, and a wrong value stops the program with one sentence. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it, test } from 'vitest';
import { readConfig, settings } from '../src/config.ts';
import { newFolder } from './support/folder.ts';
import { root } from './support/source.ts';

const example = fs.readFileSync(path.join(root, '.env.example'), 'utf8');

describe('.env.example', () => {
  const given = parseEnv(example);

  it('names every setting and no other, each once, in the same order', () => {
    expect([...example.matchAll(/^#? ?([A-Z_]+)=/gm)].map((found) => found[1])).toEqual(Object.keys(settings));
  });

  it('gives each its default', () => {
    expect(given).toEqual(
      Object.fromEntries(Object.entries(settings).map(([name, schema]) => [name, String(schema.parse(undefined))])),
    );
  });

  it('copied as it is, changes nothing', () => {
    expect(readConfig(given)).toEqual(readConfig({}));
  });

  it('says what each is for, above it or above the group it stands in', () => {
    expect(example).toMatch(/^#/);
    for (const block of example.trim().split(/\n(?=#)/)) expect(block).toMatch(/^# .{20,}/);
  });
});

describe('the table of settings in the README', () => {
  const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| ((?:`[A-Z_]+` ?)+)\| (\S+) \|/gm)].flatMap(([, names, value]) =>
    [...names!.matchAll(/[A-Z_]+/g)].map(([name]) => [name, value === '空' ? '' : value!.split('：')[0]]),
  );

  it('has every setting with its default', () => {
    const defaults = Object.entries(settings).map(([name, schema]) => [name, String(schema.parse(undefined))]);
    const sorted = (list: (string | undefined)[][]) => [...list].sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
    expect(sorted(rows)).toEqual(sorted(defaults));
  });
});

describe('what a value means', () => {
  test.each([
    [
      'with a puppet, two seconds between messages and no local chat',
      { PUPPET: 'wechaty-puppet-wechat4u' },
      2000,
      false,
    ],
    ['without, no pause and the local chat', {}, 0, true],
    ['the local chat can be kept beside a puppet', { PUPPET: 'wechaty-puppet-mock', LOCAL_CHAT: 'on' }, 2000, true],
    ['with the paste page the local chat is off', { PASTE: 'on' }, 0, false],
    ['unless it is wanted beside it', { PASTE: 'on', LOCAL_CHAT: 'on' }, 0, true],
    ['or be left out', { LOCAL_CHAT: 'off' }, 0, false],
    ['a pause can be chosen', { SEND_INTERVAL_MS: '500' }, 500, true],
    ['none at all too', { PUPPET: 'wechaty-puppet-wechat4u', SEND_INTERVAL_MS: '0' }, 0, false],
  ])('%s', (_, environment, interval, localChat) => {
    expect(readConfig(environment)).toMatchObject({ SEND_INTERVAL_MS: interval, localChat });
  });

  test.each([
    [{}, 0],
    [{ PUPPET: 'wechaty-puppet-wechat4u' }, 20],
    [{ PUPPET: 'wechaty-puppet-wechat4u', SEND_PER_MINUTE: '0' }, 0],
    [{ SEND_PER_MINUTE: '5' }, 5],
  ])('%o: at most %i messages a minute (0: no limit)', (environment, perMinute) => {
    expect(readConfig(environment).SEND_PER_MINUTE).toBe(perMinute);
  });

  it('a language model has a name', () => {
    const MODEL_URL = 'https://models.example/v1';
    expect(() => readConfig({ MODEL_URL })).toThrow(sentence);
    expect(readConfig({ MODEL_URL, MODEL_NAME: 'small' })).toMatchObject({ MODEL_URL, MODEL_DAILY_CAP: 200 });
  });

  it('the group is reached by the paste page or by a puppet, not by both', () => {
    expect(() => readConfig({ PASTE: 'on', PUPPET: 'wechaty-puppet-wechat4u' })).toThrow(sentence);
  });

  it('what else stands in the environment is nobody’s business here', () => {
    expect(readConfig({ HOME: '/root', PORTS: 'x' })).toEqual(readConfig({}));
  });
});

const wrong: [string, string][] = [
  ['PORT', 'abc'],
  ['PORT', '3000.5'],
  ['PORT', '-1'],
  ['PORT', '65536'],
  ['DATABASE_URL', 'mysql://root:geheim@127.0.0.1/x'],
  ['DATABASE_URL', '127.0.0.1:5432'],
  ['PUPPET', 'wechat4u'],
  ['PUPPET', 'wechaty-puppet-../../x'],
  ['PASTE', 'yes'],
  ['BOT_NAME', '   '],
  ['BOT_NAME', '一个长得谁也不会在群里打出来的名字'],
  ['COMMUNITY_NAME', ' '],
  ['COMMUNITY_NAME', '社'.repeat(31)],
  ['TZ_NAME', 'Shanghai'],
  ['SEND_INTERVAL_MS', '2s'],
  ['SEND_INTERVAL_MS', '-1'],
  ['SEND_PER_MINUTE', '20/min'],
  ['SEND_PER_MINUTE', '-1'],
  ['SCAN_WEBHOOK_URL', 'robots.example/geheim'],
  ['QUIET_HOURS', '21:30'],
  ['QUIET_HOURS', '24:00-07:30'],
  ['MODEL_URL', 'models.example/v1'],
  ['MODEL_URL', 'ftp://geheim@models.example'],
  ['MODEL_URL', 'https://'],
  ['MODEL_URL', 'https://models.example/v1?key=geheim'],
  ['MODEL_DAILY_CAP', 'many'],
  ['MODEL_DAILY_CAP', '-1'],
  ['MODEL_DAILY_CAP', '1.5'],
  ['LOCAL_CHAT', 'yes'],
  ['LOCAL_NOW', '2026-11-27 07:00'],
  ['LOCAL_NOW', '2026-11-27T07:00:00'],
  ['LOCAL_NOW', '2026-13-27T07:00:00+08:00'],
  ['LOCAL_NOW', '2026-02-31T07:00:00+08:00'],
  ['LOCAL_DEMO', 'true'],
  ['LOG_LEVEL', 'trace'],
];

/** “NAME=value is not right: it must be … .”, on one line. */
const sentence = /^([A-Z_]+)(=.*)? is not right: it must [^.\n].*\.$/;

describe('a wrong value', () => {
  test.each(wrong)('%s=%s is refused with one sentence that says what to write', (name, value) => {
    const refusal = (() => {
      try {
        readConfig({ [name]: value });
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
      return '';
    })();
    expect(refusal).toMatch(sentence);
    expect(refusal.startsWith(name)).toBe(true);
    expect(refusal).not.toContain('geheim');
  });

  it.each(['PORT=3000x', 'TZ_NAME=Mars/Olympus'])(
    '%s: the program ends at once and has touched nothing',
    async (line) => {
      const [name, value] = line.split('=') as [string, string];
      const folder = newFolder();
      const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, 'src/main.ts')], {
        cwd: root,
        env: { ...process.env, DATA_DIR: path.join(folder, 'data'), [name]: value },
      });
      let said = '';
      let complained = '';
      child.stdout.on('data', (chunk: Buffer) => (said += chunk));
      child.stderr.on('data', (chunk: Buffer) => (complained += chunk));
      const [code] = await once(child, 'close');
      expect({ code, said }).toEqual({ code: 1, said: '' });
      expect(complained.trimEnd()).toMatch(sentence);
      expect(complained).toContain(`${name}=${value} is not right`);
      expect(fs.readdirSync(folder)).toEqual([]);
    },
  );
});
