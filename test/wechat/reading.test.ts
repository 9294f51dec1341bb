/** How raw content is read, in all its forms. Pure. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TimedOut } from '../../src/channel/wechat/adapter.ts';
import { calmly } from '../../src/channel/wechat/calm.ts';
import { retOf } from '../../src/channel/wechat/quirks/wechat4u/core.ts';
import { outcomeOf } from '../../src/channel/wechat/quirks/wechat4u/outcome.ts';
import { decode, readJoin, readRename, stripSender } from '../../src/channel/wechat/quirks/wechat4u/text.ts';
import { readApp } from '../../src/channel/wechat/quirks/wechat4u/xml.ts';
import { remember } from '../../src/channel/wechat/remember.ts';
import { mentions, unfoldQuote } from '../../src/channel/wechat/words.ts';
import { encode } from './server/wire.ts';

test.each([
  ['需求:<br/>地址:3栋', '需求:\n地址:3栋'],
  ['&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39;', '<b> & "x" \'y\''],
  ['&amp;lt;', '&lt;'],
  ['好<span class="emoji emoji1f604"></span>', '好😄'],
  ['<span class="emoji emoji1f1e81f1f3"></span>', '🇨🇳'],
  ['<span class="emoji emoji0031fe0f"></span>', '1️'],
  ['<span class="emoji emojiffffffff"></span>', '\uffff\uffff'],
  ['<img class="qqemoji qqemoji13" text="[呲牙]_web" src="/zh_CN/x.gif">', '[呲牙]'],
])('%s is read as %s', (content, text) => {
  expect(decode(content)).toBe(text);
});

test('whatever people type is read back as they typed it', () => {
  const typed = fc.array(fc.constantFrom('a', '字', '<', '>', '&', '"', '\n', '😄', ':\n', '&lt;', '<br/>', ' '));
  fc.assert(
    fc.property(typed, (parts) => {
      const text = parts.join('');
      expect(decode(encode(text))).toBe(text);
      expect(stripSender(`@0a1b:<br/>${encode(text)}`)).toEqual({ sender: '@0a1b', body: encode(text) });
    }),
  );
});

test.each([
  ['@星援\u2005看板', true],
  ['看板 @星援', true],
  ['@星援，在吗', true],
  ['@星援志愿者 在吗', false],
  ['@星援志愿者 @星援 在吗', true],
  ['@小援 助手\u2005在吗', true],
  ['@小援 在吗', false],
  ['@所有人 集合', false],
  ['星援', false],
])('%s mentions us: %s', (text, expected) => {
  expect(mentions(text, ['星援', '小援 助手', '', '所有人'])).toBe(expected);
});

test.each([
  ['「王达：周三谁去？」\n- - - - - - - - - - - - - - -\n我去', { name: '王达', quoted: '周三谁去？', own: '我去' }],
  ['「王达：一\n二」\n- - - - - - - - - - - - - - -\n三\n四', { name: '王达', quoted: '一\n二', own: '三\n四' }],
  ['「王达」说得对\n- - -\n好', undefined],
  ['没有引用', undefined],
])('quote in %j', (text, expected) => {
  expect(unfoldQuote(text)).toEqual(expected);
});

test.each([
  ['"王达"邀请"李四、王五"加入了群聊', { by: '王达', self: false, names: '李四、王五' }],
  ['"王达"邀请你和"李四"加入了群聊', { by: '王达', self: true, names: '李四' }],
  ['"王达"邀请你加入了群聊，群聊参与人还有：李四', { by: '王达', self: true, names: '' }],
  ['你邀请"李四"加入了群聊  ', { by: '', self: false, names: '李四' }],
  ['" 李四"通过扫描"王达"分享的二维码加入群聊', { by: '王达', self: false, names: '李四' }],
  ['"李四"通过扫描你分享的二维码加入群聊', { by: '', self: false, names: '李四' }],
  ['你已添加了李四，现在可以开始聊天了。', undefined],
])('joined: %s', (line, expected) => {
  expect(readJoin(line)).toEqual(expected);
});

test('a renamed group', () => {
  expect(readRename('"王达"修改群名为“星援 2026”')).toBe('星援 2026');
  expect(readRename('你修改群名为“甲”')).toBe('甲');
  expect(readRename('"王达"撤回了一条消息')).toBeUndefined();
});

const refusal = (ret: number) => Object.assign(new Error('x'), { response: { data: { BaseResponse: { Ret: ret } } } });
const coded = (code: string) => Object.assign(new Error(code), { code });
const saidAt = '2026-01-01T00:00:00.000Z';

test('broken XML is no app message', () => {
  for (const content of ['', '&lt;msg&gt;', 'not xml', '&lt;appmsg&gt;&lt;title&gt;'])
    expect(readApp(content, saidAt)).toBeUndefined();
});

test('no XML, however odd, throws', () => {
  const tags = ['type', 'title', 'refermsg', 'content', 'solitaire_info', 'i', 't', 'r', 'u', 'tt', 'svrid'];
  const piece = fc.oneof(
    fc.constantFrom(...tags.flatMap((name) => [`<${name}>`, `</${name}>`]), '53', '57', '-1-x', '<![CDATA[', ']]>'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.constantFrom('53', '57', '6', ''), fc.array(piece), (type, pieces) => {
      readApp(`<appmsg><type>${type}</type>${pieces.join('')}</appmsg>`, saidAt);
    }),
  );
});

test('a 接龙 entry without a readable time has that of the message', () => {
  const info = '<solitaire><tt>0-3</tt><content><i><u>a</u><t>soon</t><r>5-2</r></i></content></solitaire>';
  const app = `<appmsg><title>#接龙\n\n王达</title><type>53</type><extinfo><solitaire_info><![CDATA[${info}]]></solitaire_info></extinfo></appmsg>`;
  expect(readApp(app, saidAt)?.chain).toEqual({
    title: '#接龙',
    entries: [{ account: 'a', at: saidAt, text: '王达' }],
  });
});

test('the code of a refusal is found wherever wechat4u keeps it', () => {
  const error = (data: unknown) => Object.assign(new Error('x'), { response: { data } });
  expect(retOf(error({ BaseResponse: { Ret: 1205 } }))).toBe(1205);
  expect(retOf(error('window.synccheck={retcode:"1101",selector:"0"}'))).toBe(1101);
  expect(retOf(new Error('already logout'))).toBe(1101);
  expect([retOf(error('<html>')), retOf(new Error('x')), retOf('x')]).toEqual([undefined, undefined, undefined]);
});

test.each([
  ['no answer in time', new TimedOut('late'), { outcome: 'unknown' }],
  ['too often', refusal(1205), { outcome: 'refused', retry: true, slow: true }],
  ['logged out', refusal(1102), { outcome: 'refused', retry: true, away: true }],
  ['WeChat is busy', refusal(-1), { outcome: 'refused', retry: true }],
  ['nobody may be written to there', refusal(1), { outcome: 'refused', retry: false }],
  ['nobody listens', coded('ECONNREFUSED'), { outcome: 'refused', retry: true, away: true }],
  ['no name is found', coded('EAI_AGAIN'), { outcome: 'refused', retry: true, away: true }],
  ['the line breaks', coded('ECONNRESET'), { outcome: 'unknown' }],
  ['the line breaks in the middle', coded('EPIPE'), { outcome: 'unknown' }],
  ['HTTP 502', Object.assign(new Error('502'), { response: { data: '<html>' } }), { outcome: 'unknown' }],
])('what becomes of a send: %s', (_, error, outcome) => {
  const { reason, ...rest } = outcomeOf(error);
  expect(rest).toEqual(outcome);
  expect(reason).not.toBe('');
});

test('a fault in a loop writes twenty lines a minute and then how many there were', () => {
  const lines: string[] = [];
  let now = 0;
  const log = calmly(
    (_, text) => lines.push(text),
    20,
    () => now,
  );
  for (let index = 0; index < 500; index++) log('warn', 'again');
  expect(lines.length).toBe(20);
  now = 60_000;
  log('warn', 'again');
  expect(lines.slice(20)).toEqual(['480 lines were left out in a minute', 'again']);
});

test('a memory of ids forgets the oldest first', () => {
  const ids = remember(4);
  for (const id of ['a', 'b', 'c', 'd', 'e']) ids.add(id);
  expect(['a', 'b', 'c', 'd', 'e'].filter(ids.has)).toEqual(['c', 'd', 'e']);
});
