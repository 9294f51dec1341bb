/** Every example of every command does what the help says it does, and the list of commands refuses what would mislead. */
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { allowed, type Command, type CommandSpec, checkCommands, command } from '../src/chat/command.ts';
import type { Situation } from '../src/chat/context.ts';
import { exactForm } from '../src/chat/exact.ts';
import { type Role, roles, type Slots } from '../src/chat/meaning.ts';
import { understand } from '../src/chat/understand.ts';
import { commands } from '../src/features.ts';
import { root } from './support/source.ts';

const named = (name: string): Command => commands.find((c) => c.name === name)!;
const examples = commands.flatMap((c) => c.examples.map(([line, slots]) => ({ line, slots, c, name: c.name })));

/** Nothing was said before, and any number may be open. */
const nothingBefore = (chat: 'group' | 'direct', role: Role, mention = false): Situation => ({
  now: new Date('2026-11-23T10:00:00+08:00'),
  chat,
  mention,
  role,
  botName: '小援',
  items: 'any',
  holds: 'any',
  reported: [],
});

const takersOf = (line: string): Command[] => commands.filter((c) => c.forms.some((form) => form.match(line)));

describe('an example of a command', () => {
  test.each(examples)('$name: “$line” gives just its slots, and no other command takes it', ({ line, slots, c }) => {
    expect(takersOf(line).map(({ name }) => name)).toEqual([c.name]);
    expect(c.forms.map((form) => form.match(line)).find(Boolean)).toEqual(slots);
  });

  test.each(examples)(
    '$name: “$line” is acted upon, wherever it may be said and by whoever may',
    ({ line, slots, c }) => {
      for (const role of roles.filter((one) => allowed(c, one)))
        for (const chat of ['direct', 'group'] as const) {
          if (chat === 'group' && c.where === 'direct') continue;
          const { act, meanings } = understand(line, nothingBefore(chat, role), commands);
          expect({ act, does: [...new Set(meanings.map(({ does }) => does))] }).toEqual({ act: 'act', does: [c.does] });
          // A sign-up list is read as a list, not as text.
          const read = c.does === 'chain' ? { refs: slots.refs, chain: { title: '12' } } : slots;
          expect(meanings[0]!.slots).toMatchObject(read);
        }
    },
  );

  /** What keyboards, telephones and pasting do to a line. */
  const disguises: [string, (line: string) => string][] = [
    ['in full width', (line) => line.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))],
    ['with wide blanks', (line) => line.replaceAll(' ', '\u3000')],
    ['with blanks around it', (line) => ` \t${line}\u00a0`],
    ['with a full stop', (line) => `${line}。`],
    ['shouted', (line) => `${line}！！`],
    ['with marks of no width', (line) => [...line].join('\u200b')],
    ['after a mention', (line) => `@小援\u2005${line}`],
  ];

  test.each(disguises)('may be written %s', (_, disguise) => {
    for (const { line, c, slots } of examples) {
      const { meanings } = understand(disguise(line), nothingBefore('direct', 'leader'), commands);
      expect([line, meanings[0]!.does]).toEqual([line, c.does]);
      expect(meanings[0]!.slots.refs).toEqual(slots.refs);
    }
  });
});

describe('a form of a command', () => {
  const fillings: Record<string, string> = { item: '12B', items: '3、7A', n: '3', name: '小赵', text: '周日上午9点' };
  const forms = commands.flatMap((c) => c.forms.map(({ form }) => ({ form, c, name: c.name })));

  test.each(forms)('$name: “$form” belongs to this command alone', ({ form, c }) => {
    const line = form.replace(/\{([a-z]+)\}/g, (_, blank: string) => fillings[blank]!);
    expect(takersOf(line).map(({ name }) => name)).toEqual([c.name]);
  });

  test('a resident’s word in the group is no order: what one may not do there is not heard', () => {
    for (const { line, c } of examples.filter((one) => !allowed(one.c, 'resident') && one.c.where === 'anywhere')) {
      const { meanings } = understand(line, nothingBefore('group', 'resident'), commands);
      expect([line, meanings.some(({ confidence, does }) => does === c.does && confidence === 1)]).toEqual([
        line,
        false,
      ]);
    }
  });
});

describe('the guides', () => {
  const roleOf: Record<string, Role> = { '居民.md': 'resident', '志愿者.md': 'volunteer', '书记和组长.md': 'leader' };

  /** What a cell tells people to write: its first words, and whatever it quotes. */
  const linesOf = (cell: string): string[] =>
    cell.split(/；|，或者/).flatMap((part, i) => {
      const quoted = [...part.matchAll(/“([^”]+)”/g)].map((found) => found[1]!);
      return quoted.length > 0 || i > 0 ? quoted : [part.replace(/（[^）]*）/g, '').trim()];
    });
  const rows = Object.entries(roleOf).flatMap(([file, role]) =>
    fs
      .readFileSync(path.join(root, 'docs', file), 'utf8')
      .split('\n')
      .map((row) => /^\|([^|]+)\|([^|]+)\|$/.exec(row.trim()))
      .filter((row) => row !== null && !/---|这样说/.test(row[2]!))
      .flatMap((row) => linesOf(row![2]!).map((line) => ({ file, role, what: row![1]!.trim(), line }))),
  );

  it('tell volunteers, leaders and residents what to write', () => {
    for (const file of Object.keys(roleOf)) expect(rows.filter((row) => row.file === file).length).toBeGreaterThan(3);
  });

  test.each(rows)('$file, $what: “$line” is understood', ({ role, line }) => {
    const situation = { ...nothingBefore('direct', role), reported: [{ number: 15 }] };
    const shown = { kind: 'announce' as const, refs: [{ number: 12 }], minutesAgo: 1, talkSince: 0 };
    const { act, meanings } = understand(line, { ...situation, lastPost: shown }, commands);
    expect([act, meanings[0]!.does === 'chatter']).toEqual(['act', false]);
    const command = commands.find((c) => c.does === meanings[0]!.does);
    expect(command && allowed(command, role)).toBe(true);
  });
});

describe('numbers in exact forms', () => {
  const ref = fc.record(
    { number: fc.integer({ min: 0, max: 999_999 }), shift: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ') },
    { requiredKeys: ['number'] },
  );
  const written = (one: { number: number; shift?: string | undefined }, small: boolean) =>
    `${one.number}${(small ? one.shift?.toLowerCase() : one.shift) ?? ''}`;
  const slotsOf = (line: string): Slots | undefined =>
    named('认领')
      .forms.map((form) => form.match(line))
      .find(Boolean);

  it('come out as they went in, however they are strung together', () => {
    fc.assert(
      fc.property(
        fc.array(ref, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('、', ',', '，', '；', ' ', '和', ' 、 '),
        fc.boolean(),
        fc.option(fc.integer({ min: 0, max: 999_999 }), { nil: undefined }),
        (refs, between, small, count) => {
          const line = `认领 ${refs.map((one) => written(one, small)).join(between)}${count === undefined ? '' : ` ${count}人`}`;
          expect(slotsOf(line)).toEqual({ refs, ...(count === undefined ? {} : { partySize: count }) });
        },
      ),
    );
  });

  test.each([
    ['一', 1],
    ['两', 2],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['三十五', 35],
    ['一百', 100],
    ['两百', 200],
    ['一百二十', 120],
    ['一百一十五', 115],
    ['九十九', 99],
  ])('%s人 is %i', (words, count) => {
    expect(slotsOf(`认领 12 ${words}人`)).toEqual({ refs: [{ number: 12 }], partySize: count });
  });

  it('a line that is no form at all is none, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        for (const c of commands) for (const form of c.forms) expect(() => form.match(text)).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });

  it('a very long line that nearly fits comes back', () => {
    const wall = `认领 ${'1、'.repeat(5_000)}。`;
    for (const c of commands) for (const form of c.forms) form.match(wall);
    expect(takersOf(wall)).toEqual([]);
  });
});

describe('the list of commands', () => {
  const spec = (over: Partial<CommandSpec>): Command =>
    command({
      name: '甲',
      does: 'claim',
      group: '认领',
      help: '一句话',
      may: ['volunteer'],
      where: 'anywhere',
      says: ['甲 {item}'],
      examples: [['甲 12', { refs: [{ number: 12 }] }]],
      run: async () => {},
      ...over,
    });
  const other = (over: Partial<CommandSpec>): Command =>
    spec({ name: '乙', does: 'release', says: ['乙 {item}'], examples: [['乙 12', {}]], ...over });

  it('is taken as it stands', () => {
    expect(() => checkCommands(commands)).not.toThrow();
    expect(() => checkCommands([spec({}), other({})])).not.toThrow();
  });

  test.each<[string, Command[], RegExp]>([
    ['two commands of one name', [spec({}), other({ name: '甲' })], /two commands are called “甲”/],
    ['two commands for one meaning', [spec({}), other({ does: 'claim' })], /two commands are called “claim”/],
    ['a command without an example', [spec({ examples: [] })], /“甲” has no example/],
    [
      'an example that its own command does not take',
      [spec({ examples: [['丙 12', {}]] })],
      /“丙 12” of “甲” is taken by none/,
    ],
    [
      'an example that a second command takes too',
      [spec({}), other({ says: ['乙 {item}', '甲 {text}'] })],
      /“甲 12” of “甲” is taken by 甲, 乙/,
    ],
    [
      'an example that only another command takes',
      [spec({ says: ['丙'], examples: [['乙 12', {}]] }), other({})],
      /“乙 12” of “甲” is taken by 乙/,
    ],
  ])('refuses %s', (_, list, sentence) => {
    expect(() => checkCommands(list)).toThrow(sentence);
  });

  it('refuses a form with a blank that nobody reads', () => {
    expect(() => exactForm('认领 {numbers}')).toThrow('{numbers}');
  });

  it('a leader may everything; whoever else may is one of the five', () => {
    for (const c of commands) {
      expect(allowed(c, 'leader')).toBe(true);
      for (const role of c.may) expect(roles).toContain(role);
    }
  });

  it('what only leaders and team heads arrange stands apart in the help', () => {
    for (const c of commands)
      if (allowed(c, 'resident')) expect([c.name, ['组织', '设置'].includes(c.group)]).toEqual([c.name, false]);
  });

  it('each has one short line of help, warm and plain', () => {
    for (const { name, help } of commands) {
      expect([name, [...help].length <= 40]).toEqual([name, true]);
      expect(help).not.toMatch(/[\n！!]/);
    }
  });
});
