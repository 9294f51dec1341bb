/** What people and scripts read from the local chat. */
import type { Role } from '../../chat/meaning.ts';
import type { Refusal } from '../../pages/requests.ts';

function refusal(status: Refusal['status'], error: string): Refusal {
  return { status, error };
}

export const textLimit = 10_000;

export const refusals = {
  notJson: refusal(400, '读不懂这次请求：请用 JSON 发送，并写上 Content-Type: application/json。'),
  nobody: (name: string) => refusal(404, `这里没有叫“${name}”的人：请先用 POST /local/api/people 添加，或检查名字。`),
  noRoom: refusal(400, 'chat 请写 group（服务群）或 direct（私聊）。'),
  nameTaken: (name: string) => refusal(409, `已经有一位“${name}”了：请换个名字，比如在后面加上楼号。`),
  botName: (name: string) => refusal(409, `“${name}”是小助手自己的名字，请给这个人换个名字。`),
  quoteGone: (n: number) =>
    refusal(404, `这个聊天里没有第 ${n} 条消息可以引用：请用 GET /local/api/messages 看看编号。`),
  empty: refusal(400, '消息是空的：请在 text 里写上要说的话。'),
  notThere: (n: number) => refusal(404, `没有找到第 ${n} 条消息：请用 GET /local/api/messages 看看编号。`),
  notYours: refusal(403, '只能撤回自己发的消息。'),
  tooLate: refusal(409, '发出超过 2 分钟了，撤不回来了。'),
  recalledAlready: refusal(409, '这条消息已经撤回了。'),
  backwards: (now: string) => refusal(400, `时钟只能往前走：现在是 ${now}，请给一个更晚的时间。`),
  tooFar: refusal(400, '时钟一次最多往前走 366 天，请分几次走。'),
  badTime: refusal(400, 'now 请写成这样的时间：2026-11-28T08:00:00+08:00。'),
  notStarted: refusal(503, '聊天室还在准备，请过几秒再试。'),
  badFile: refusal(415, '这个文件发不了：图片请用 PNG、JPG、GIF 或 WebP，语音请用 MP3、M4A、WAV、OGG、WebM 或 AMR。'),
} as const;

/** What zod says about the fields of a message. */
export const fields = {
  chat: 'chat 请写 group（服务群）或 direct（私聊）。',
  from: '请在 from 里写上是谁说的。',
  text: '请在 text 里写上要说的话。',
  tooLong: `一条消息最多 ${textLimit} 个字，请分成几条发。`,
  quote: 'quote 请写被引用那条消息的编号 n，或 {"from": 谁说的, "text": 原话}。',
  after: 'after 请写消息编号，比如 after=12；从头看就写 after=0。',
  n: '请在 n 里写上消息编号。',
} as const;

export const roleNames: Record<Role, string> = {
  leader: '书记',
  teamHead: '组长',
  volunteer: '志愿者',
  resident: '居民',
  unitContact: '单位联络人',
};

/** Three things to try, by who one is and where. `{n}` stands for the last number that the bot named. */
export const suggestions: Record<Role, Record<'group' | 'direct', readonly [string, string, string]>> = {
  leader: {
    group: ['发布活动 周六上午9点到11点 垃圾分类桶前值守 3号楼前 需要4人', '看板 {n}', '@小援 这周有什么活动'],
    direct: ['发布活动 周六上午9点到11点 垃圾分类桶前值守 3号楼前 需要4人', '需求', '帮助'],
  },
  teamHead: {
    group: ['@小援 这周有什么活动', '看板 {n}', '认领 {n}'],
    direct: ['需求', '我的', '帮助'],
  },
  volunteer: {
    group: ['我来', '认领 {n}', '@小援 这周有什么活动'],
    direct: ['我的', '还有什么活动可以报名', '今天看了张奶奶，血压有点高，想要助老餐'],
  },
  resident: {
    group: ['@小援 最近有什么活动', '谢谢大家', '@小援 帮助'],
    direct: ['家里水管漏水，3号楼2单元501，下午都在', '我报的事怎么样了', '帮助'],
  },
  unitContact: {
    group: ['@小援 最近有什么活动', '谢谢大家', '@小援 帮助'],
    direct: ['最近有什么活动', '店门口的路灯不亮了，晚上看不清', '帮助'],
  },
};

/** What a quote or a notice shows of a message without words. */
export const pictureMark = '[图片]';
export const voiceMark = '[语音]';
export const recallText = '撤回了一条消息';

export const online = '本地聊天室开着，在浏览器里打开 /local 就能用。';
export const stopped = '本地聊天室没有开。';
export const noSuchPerson = (name: string) => `本地聊天室里没有“${name}”`;
export const noSuchGroup = (id: string) => `本地聊天室里没有群“${id}”`;
