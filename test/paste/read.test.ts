/** Pieces of group chat as phones and computers copy them: who said what, and when. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Line, readPiece } from '../../src/channel/paste/read.ts';

const reading = { now: '2026-11-27T12:00', known: new Set(['何平', '苏梅', '3-501林晓', '地址']) };

/** One line for a line: `何平@11-27 10:23 我来`. */
function shown(line: Line): string {
  const at = line.at === undefined ? '' : `@${line.at.slice(line.at.startsWith('2026') ? 5 : 0).replace('T', ' ')}`;
  switch (line.kind) {
    case 'said': {
      const quote = line.quote ? `「${line.quote.name}：${line.quote.text}」` : '';
      return `${line.name ?? '？'}${at} ${quote}${line.text}`.replaceAll('\n', '⏎');
    }
    case 'recall':
      return `${line.name}${at} 撤回`;
    case 'join':
      return `${line.by ?? '？'}${at} 邀请 ${line.names.join(' ')}`;
    case 'notice':
      return `（${line.text}）`;
  }
}
const read = (text: string) => readPiece(text, reading).map(shown);

const dashes = '- - - - - - - - - - - - - - -';

const forms: [string, string, string[]][] = [
  ['a name with a time', '何平 10:23\n我来', ['何平@11-27 10:23 我来']],
  ['two of them', '何平 10:23\n我来\n苏梅 10:24\n算我一个', ['何平@11-27 10:23 我来', '苏梅@11-27 10:24 算我一个']],
  [
    'with blank lines between',
    '何平 10:23\n我来\n\n\n苏梅 10:24\n好\n',
    ['何平@11-27 10:23 我来', '苏梅@11-27 10:24 好'],
  ],
  ['with seconds', '何平 10:23:05\n我来', ['何平@11-27 10:23 我来']],
  ['with the day', '何平 2026-11-26 10:23:05\n我来', ['何平@11-26 10:23 我来']],
  ['with slashes', '何平 2026/11/26 10:23\n我来', ['何平@11-26 10:23 我来']],
  ['with 年月日', '何平 2026年11月26日 10:23\n我来', ['何平@11-26 10:23 我来']],
  ['without a year', '何平 11月26日 10:23\n我来', ['何平@11-26 10:23 我来']],
  ['of last year', '何平 12月30日 10:23\n我来', ['何平@2025-12-30 10:23 我来']],
  ['昨天', '何平 昨天 10:23\n我来', ['何平@11-26 10:23 我来']],
  ['昨天 with 下午', '何平 昨天 下午3:05\n我来', ['何平@11-26 15:05 我来']],
  ['a weekday', '何平 星期一 10:23\n我来', ['何平@11-23 10:23 我来']],
  ['a time that has not come was yesterday’s', '何平 22:10\n我来', ['何平@11-26 22:10 我来']],
  ['中午 and 晚上', '何平 昨天 中午1:05\n好\n苏梅 昨天晚上8:00\n好', ['何平@11-26 13:05 好', '苏梅@11-26 20:00 好']],
  ['the time in brackets', '[10:23] 何平：\n我来', ['何平@11-27 10:23 我来']],
  ['the time after the name in brackets', '何平(10:23):\n我来', ['何平@11-27 10:23 我来']],
  ['a name with blanks and digits', '3号楼 王芳 10:23\n我来', ['3号楼 王芳@11-27 10:23 我来']],
  ['a name with a picture', '小雨🌧 10:23\n我来', ['小雨🌧@11-27 10:23 我来']],
  ['a name and a colon on a line', '何平:\n我来', ['何平 我来']],
  ['a wide colon', '何平：\n我来\n苏梅：\n好的', ['何平 我来', '苏梅 好的']],
  ['all in one line', '何平: 我来\n苏梅：算我一个', ['何平 我来', '苏梅 算我一个']],
  ['a door as a name', '3-501林晓：我来', ['3-501林晓 我来']],
  ['several lines of one person', '何平: 我来\n带两个人\n苏梅: 好', ['何平 我来⏎带两个人', '苏梅 好']],
  [
    'parts of a notice are nobody',
    '何平 10:23\n通知\n时间：周六9:00\n地点：北门',
    ['何平@11-27 10:23 通知⏎时间：周六9:00⏎地点：北门'],
  ],
  [
    'in the form with colons too',
    '何平：周六活动\n时间：上午9点\n集合：北门\n苏梅：我去',
    ['何平 周六活动⏎时间：上午9点⏎集合：北门', '苏梅 我去'],
  ],
  [
    'a time in an announcement is no head',
    '何平 10:23\n集合 8:30\n大约 11:00',
    ['何平@11-27 10:23 集合 8:30⏎大约 11:00'],
  ],
  ['a time can be the answer', '何平 10:23\n10:30', ['何平@11-27 10:23 10:30']],
  ['an address in the web', '何平: 看这里\nhttp://example.org/a', ['何平 看这里⏎http://example.org/a']],
  ['a colon in the words of a copy with times', '何平 10:23\n王阿姨说：明天来', ['何平@11-27 10:23 王阿姨说：明天来']],
  ['a mark above with day and time', '2026年11月26日 10:23\n何平: 我来', ['何平@11-26 10:23 我来']],
  ['昨天 as a mark', '昨天 10:23\n何平: 我来\n苏梅: 好', ['何平@11-26 10:23 我来', '苏梅@11-26 10:23 好']],
  [
    'a later mark counts from there on',
    '昨天 10:23\n何平: 我来\n08:05\n苏梅: 好',
    ['何平@11-26 10:23 我来', '苏梅@11-26 08:05 好'],
  ],
  ['a time alone as a mark', '10:23\n何平: 我来', ['何平@11-27 10:23 我来']],
  ['a weekday as a mark', '周三 下午2:00\n何平: 我来', ['何平@11-25 14:00 我来']],
  [
    'the day between rules',
    '—————  2026-11-26  —————\n\n\n何平  10:23\n\n我来\n\n苏梅  10:24\n\n好',
    ['何平@11-26 10:23 我来', '苏梅@11-26 10:24 好'],
  ],
  [
    'a chat sent as mail',
    '各位好：\n     如下是微信群“志愿服务群”中的聊天记录。\n\n—————  2026-11-25  —————\n\n\n何平  22:10\n\n我来\n\n—————  2026-11-26  —————\n\n苏梅  07:01\n\n早',
    ['何平@11-25 22:10 我来', '苏梅@11-26 07:01 早'],
  ],
  [
    'mail from a telephone in English',
    'Dear:\n    Hereunder is chat history in 志愿服务群\n\n—————  2026-11-26  —————\n\n何平  10:23\n\n我来',
    ['何平@11-26 10:23 我来'],
  ],
  ['a forwarded chat', '群聊的聊天记录\n何平: 我来\n苏梅: [图片]', ['何平 我来', '苏梅 [图片]']],
  ['name, time and words on a line each', '何平\n11月26日 10:23\n我来', ['何平@11-26 10:23 我来']],
  ['a picture', '何平 10:23\n[图片]', ['何平@11-27 10:23 [图片]']],
  ['a voice message', '何平 10:23\n[语音] 12"', ['何平@11-27 10:23 [语音] 12"']],
  [
    'taken back',
    '何平 10:23\n我来\n"何平"撤回了一条消息\n苏梅 10:24\n好',
    ['何平@11-27 10:23 我来', '何平 撤回', '苏梅@11-27 10:24 好'],
  ],
  ['taken back, wide marks', '“何平” 撤回了一条消息', ['何平 撤回']],
  ['taken back by whoever copies', '你撤回了一条消息 重新编辑', ['你 撤回']],
  ['to speak of taking back is no notice', '何平: 我撤回了一条消息', ['何平 我撤回了一条消息']],
  ['somebody came', '"何平"邀请"赵敏"加入了群聊', ['何平 邀请 赵敏']],
  ['several came', '“何平”邀请“赵敏、钱进”加入了群聊', ['何平 邀请 赵敏 钱进']],
  ['somebody came by a code', '"赵敏"通过扫描"何平"分享的二维码加入群聊', ['？ 邀请 赵敏']],
  ['a pat', '"何平" 拍了拍 "苏梅"', ['（"何平" 拍了拍 "苏梅"）']],
  ['a new name of the group', '"何平"修改群名为“星光志愿”', ['（"何平"修改群名为“星光志愿”）']],
  ['a quote', `何平 10:23\n「周书记：还差2人」\n${dashes}\n我来`, ['何平@11-27 10:23 「周书记：还差2人」我来']],
  [
    'a quote of several lines',
    `何平 10:23\n「周书记：活动\n时间：周六\n苏梅：2人」\n${dashes}\n我来`,
    ['何平@11-27 10:23 「周书记：活动⏎时间：周六⏎苏梅：2人」我来'],
  ],
  ['a quote below', '何平 10:23\n我来\n「周书记：还差2人」', ['何平@11-27 10:23 「周书记：还差2人」我来']],
  [
    'a quote as computers name it',
    '何平 10:23\n我来\n引用 周书记 的消息 : 还差2人',
    ['何平@11-27 10:23 「周书记：还差2人」我来'],
  ],
  ['a mention', '何平 10:23\n@小援\u2005这周有什么活动', ['何平@11-27 10:23 @小援\u2005这周有什么活动']],
  ['a list alone', '#接龙\n周六义诊\n\n1. 王芳\n2. 李强 2人', ['？ #接龙⏎周六义诊⏎⏎1. 王芳⏎2. 李强 2人']],
  [
    'a list with its title and a colon',
    '#接龙\n周六义诊，名单如下\n活动要求：带马甲\n1. 王芳',
    ['？ #接龙⏎周六义诊，名单如下⏎活动要求：带马甲⏎1. 王芳'],
  ],
  [
    'a list that somebody posted',
    '何平 10:23\n#接龙\n周六义诊\n1. 王芳：2人\n苏梅 10:24\n好',
    ['何平@11-27 10:23 #接龙⏎周六义诊⏎1. 王芳：2人', '苏梅@11-27 10:24 好'],
  ],
  [
    'a list after a colon',
    '何平: #接龙\n周六义诊\n1. 王芳\n2. 李强\n苏梅: 我也去',
    ['何平 #接龙⏎周六义诊⏎1. 王芳⏎2. 李强', '苏梅 我也去'],
  ],
  ['words of nobody', '周六的桶前值守我来', ['？ 周六的桶前值守我来']],
  ['words of nobody before somebody', '周六见\n何平: 好', ['？ 周六见', '何平 好']],
  ['line ends of Windows, marks that are not seen', '\ufeff何平 10:23\r\n我来\u200b\r\n', ['何平@11-27 10:23 我来']],
  ['nothing', ' \n\n', []],
  ['days and times that are none', '何平 25:23\n我来\n2026-13-40 10:00', ['？ 何平 25:23⏎我来⏎2026-13-40 10:00']],
];

describe('a piece of chat', () => {
  test.each(forms)('%s', (_, text, lines) => {
    expect(read(text)).toEqual(lines);
  });

  it('keeps line breaks inside a message', () => {
    expect(read('何平 10:23\n需求:\n地址:3号楼\n\n下午都在')).toEqual(['何平@11-27 10:23 需求:⏎地址:3号楼⏎⏎下午都在']);
  });
});

const bits = [
  ...[
    '何平',
    '苏梅',
    '：',
    ':',
    ' ',
    '\n',
    '10:23',
    '昨天',
    '周三',
    '2026-11-26',
    '—————',
    '「',
    '」',
    '- - - - -',
    '#接龙',
    '1. 王芳',
  ],
  ...[
    '撤回了一条消息',
    '"',
    '“',
    '”',
    '邀请',
    '加入了群聊',
    '引用 ',
    ' 的消息 : ',
    '时间',
    '[',
    ']',
    '(',
    ')',
    '我来',
    '\t',
    '\ud800',
    '🌧',
    '接龙',
    'AM',
  ],
];
const pasted = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.array(fc.constantFrom(...bits), { maxLength: 120 }).map((parts) => parts.join('')),
);

describe('whatever is pasted', () => {
  it('is read without a fault, and no word of it is lost or made up', () => {
    fc.assert(
      fc.property(pasted, (text) => {
        const seen = text.replace(/[\u200b\u200e\u200f\u2060\ufeff\0]/g, '');
        for (const line of readPiece(text, reading)) {
          if (line.kind !== 'said') continue;
          expect(line.text.trim()).not.toBe('');
          if (line.name !== undefined) expect(line.name.trim()).not.toBe('');
          if (line.at !== undefined) expect(line.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
          for (const row of line.text.split('\n')) expect(seen).toContain(row.trim().slice(0, 5));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('takes time in proportion: each part that could repeat itself is looked at a bounded number of times', () => {
    const unit = (count: number) => (part: string) => part.repeat(Math.ceil(count / part.length));
    const parts = [
      '\n',
      '「\n',
      '「何平：\n',
      '何平 10:23\n',
      '- ',
      '#接龙\n',
      '周六：',
      '「a：b」\n',
      '拍了拍',
      '1. 王芳\n',
      '邀请',
      '"',
      ' \n',
    ];
    const cost = (text: string) => {
      const began = performance.now();
      readPiece(text, reading);
      return performance.now() - began;
    };
    const slow = parts.filter((part) => {
      const [short, long] = [cost(unit(20_000)(part)), cost(unit(160_000)(part))];
      // Eight times the text: what grows by the square would take sixty-four times as long.
      return long > 200 && long > short * 30;
    });
    expect(slow).toEqual([]);
  });
});
