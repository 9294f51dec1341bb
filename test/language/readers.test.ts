/** Every reader reads the wordings of its own table. */
import { describe, expect, test } from 'vitest';
import { readActivity } from '../../src/language/activity.ts';
import { wordings as categories, readCategory } from '../../src/language/category.ts';
import { wordings as chains, compare, isForeign, readChain } from '../../src/language/chain.ts';
import { wordings as durations, readDuration } from '../../src/language/duration.ts';
import { wordings as emergencies, readEmergency } from '../../src/language/emergency.ts';
import { fold, wordings as folded } from '../../src/language/fold.ts';
import { wordings as moods, readMood } from '../../src/language/mood.ts';
import { normalise, wordings as normalised, unquote, withoutMention } from '../../src/language/normalise.ts';
import { wordings as numbers, readNumbers } from '../../src/language/number.ts';
import { passed, readPassedTo, readReason, reasons } from '../../src/language/order.ts';
import { wordings as parties, readParty } from '../../src/language/party.ts';
import { wordings as beneficiaries, nameWordings, readBeneficiary, readNames } from '../../src/language/person.ts';
import { hidden, hidePrivate, wordings as phones, readPhone } from '../../src/language/phone.ts';
import { wordings as places, readPlace } from '../../src/language/place.ts';

describe('a reader reads its table', () => {
  test.each(normalised)('one way of writing: %j', (text, expected) => expect(normalise(text)).toBe(expected));
  test.each(folded)('folded spelling: %s', (text, expected) => expect(fold(text)).toBe(expected));
  test.each(phones)('phone: %s', (text, expected) => expect(readPhone(text)).toBe(expected));
  test.each(hidden)('hidden: %s', (text, expected) => expect(hidePrivate(text)).toBe(expected));
  test.each(places)('place: %s', (text, expected) => expect(readPlace(text)).toEqual(expected));
  test.each(reasons)('reason of a refusal: %s', (text, expected) => expect(readReason(text)).toBe(expected));
  test.each(passed)('passed to: %s', (text, expected) => expect(readPassedTo(text)).toBe(expected));
  test.each(durations)('duration: %s', (text, expected) => expect(readDuration(text)).toBe(expected));
  test.each(parties)('party: %s', (text, expected) => expect(readParty(text)).toBe(expected));
  test.each(beneficiaries)('for whom: %s', (text, expected) => expect(readBeneficiary(text)).toBe(expected));
  test.each(nameWordings)('names: %s', (text, expected) => expect(readNames(text)).toEqual(expected));
  test.each(categories)('kind of help: %s', (text, expected) => expect(readCategory(text)).toBe(expected));
  test.each(emergencies)('emergency: %s', (text, expected) => expect(readEmergency(text)).toBe(expected));
  test.each(numbers.map(([text, owner, value]) => [text, owner, value] as const))(
    'owner of the number: %s',
    (text, owner, value) => {
      const use = readNumbers(text)[0];
      expect(use?.owner).toBe(owner);
      if (value !== undefined) expect(use?.value).toBe(value);
    },
  );
  test.each(moods)('mood: %s', (text, expected) => {
    const mood = readMood(text);
    const found = [...new Set(moods.flatMap(([, names]) => names))].filter((name) => mood[name]);
    expect(found.sort()).toEqual([...expected].sort());
  });
  test.each(chains)('chain: %j', (text, expected) => {
    const found = readChain(text);
    const entries = found?.entries.map((e) => (e.size > 1 ? `${e.name}*${e.size}` : e.name));
    expect(found && { title: found.title, entries }).toEqual(expected);
  });
});

test.each([
  ['周六上午9点 清扫落叶 中心花园 6人，戴手套', '清扫落叶', '戴手套'],
  ['周六上午9点 植树 10人 请穿防滑鞋、自带手套', '植树', '穿防滑鞋、自带手套'],
  ['下周三下午两点教老人用手机，招4个有耐心的，带上充电器', '教老人用手机', '带上充电器'],
  ['周六上午带水果慰问老人 5人', '带水果慰问老人', undefined],
  ['周日上午9点 带老人体检 社区医院 3人', '带老人体检', undefined],
  ['周六下午2点 穿针引线活动 活动室 6人', '穿针引线活动', undefined],
])('what to bring, and what is the title: %s', (text, title, bring) => {
  const found = readActivity(text, new Date('2026-11-25T10:00:00+08:00'));
  expect([found.title, found.bring]).toEqual([title, bring]);
});

test.each([
  ['这周六上午九点半咱们在中心花园搞个清扫落叶', '中心花园'],
  ['地点改成小广场', '小广场'],
  ['场地定在活动室', '活动室'],
  ['周日下午两点我们到敬老院慰问，5个人', '敬老院'],
])('where: %s', (text, venue) => {
  expect(readActivity(text, new Date('2026-11-25T10:00:00+08:00')).venue).toBe(venue);
});

test('a quoted reply is taken apart, and only the speaker’s own words are his', () => {
  expect(unquote('「王芳:3号还缺人吗」\n- - - - - - - - - - - -\n我去')).toEqual({
    own: '我去',
    quoted: { name: '王芳', text: '3号还缺人吗' },
  });
  expect(unquote('我去')).toEqual({ own: '我去' });
});

test('the mention of the bot goes, those of others stay', () => {
  expect(withoutMention('@小援\u2005报名3号', '小援')).toBe('报名3号');
  expect(withoutMention('@小王 报名3号', '小援')).toBe('@小王 报名3号');
});

describe('two versions of a chain', () => {
  const entries = (...names: string[]) => names.map((name) => ({ name, size: 1 }));
  test('new names are added', () => {
    expect(compare(entries('王芳'), entries('王芳', '李强'))).toMatchObject({
      added: entries('李强'),
      removed: [],
      stale: false,
    });
  });
  test('a name that is missing in the middle was taken off', () => {
    expect(compare(entries('王芳', '李强', '陈晨'), entries('王芳', '陈晨'))).toMatchObject({
      removed: entries('李强'),
      stale: false,
    });
  });
  test('a copy of an older version drops nobody', () => {
    const change = compare(entries('王芳', '李强', '陈晨'), entries('王芳', '李强', '刘洋'));
    expect(change).toMatchObject({ added: entries('刘洋'), removed: [], stale: true });
  });
  test('another size of a party is a change', () => {
    const change = compare(entries('王芳'), [{ name: '王芳', size: 3 }]);
    expect(change.changed).toEqual([{ before: { name: '王芳', size: 1 }, after: { name: '王芳', size: 3 } }]);
  });
});

test.each(['#接龙\n团购橙子 39.9一箱\n1. 301 两箱', '#接龙\n车位摇号登记\n1. 京A12345 王'])(
  'a list for something else is left alone: %j',
  (text) => expect(isForeign(readChain(text)!, text)).toBe(true),
);
