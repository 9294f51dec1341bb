/** What people read on the paste page. */
import type { Refusal } from '../../pages/requests.ts';
import type { Rehearsed } from '../../rehearse.ts';
import type { Standing, Step } from './steps.ts';

export const textLimit = 60_000;
/** Nobody checks more lines at once. */
export const mostLines = 400;

export const fields = {
  chat: '请说明这是群里的聊天，还是一个人私下说的。',
  text: '还没有内容：请先把聊天粘贴进来。',
  tooLong: '这段太长了，请分几次粘贴。',
  key: '这一页不完整，请刷新后再试。',
  state: '没看懂要怎么标记，请刷新后再试。',
  name: '请写上您在群里的名字。',
  notJson: '没看懂这次请求，请刷新页面再试。',
} as const;

export const refusals = {
  notJson: { status: 400, error: fields.notJson },
  notStarted: { status: 503, error: '程序还在准备，请过几秒再试。' },
  tooMany: { status: 400, error: `一次最多看 ${mostLines} 条，请分几次粘贴。` },
  whose: { status: 400, error: '有一段没有名字，请先选是谁说的。' },
  gone: { status: 404, error: '没有找到这一条，请刷新页面看看。' },
  leaderThere: { status: 409, error: '这里已经有书记了，请刷新页面。' },
} as const satisfies Record<string, Refusal>;

export const several = (name: string): Refusal => ({ status: 400, error: `“${name}”有好几位，请先选是哪一位。` });

/** What becomes of a line that is not handled. */
const unhandled: Record<Exclude<Standing, 'fresh' | 'ours'>, string> = {
  known: '已经处理过，这次不再办',
  left: '您选了不处理',
  nobody: '还不知道是谁说的',
  unclear: '不知道撤回的是哪一条，请看一眼',
  notice: '微信的提示，不处理',
};

/** What was understood, in one short line. */
export function understood(step: Step, rehearsed: Rehearsed | undefined, botName: string): string {
  if (step.standing === 'ours') return `${botName}的话，不处理`;
  if (step.standing !== 'fresh') return unhandled[step.standing];
  if (step.line.kind === 'recall') return '撤回，前面办的也撤回';
  if (step.line.kind === 'join') return '新人进群，说声欢迎';
  if (!rehearsed) return '没能看出结果，确认时再办';
  const deeds = rehearsed.deeds.map(deed).filter(Boolean);
  if (rehearsed.chatter || deeds.length === 0)
    return rehearsed.says.length > 0
      ? '没听懂，会回一句'
      : placeholder(step.line.kind === 'said' ? step.line.text : '');
  return rehearsed.act === 'ask' ? `像是${deeds.join('、')}，会先问一句` : deeds.join('、');
}

function placeholder(text: string): string {
  if (text.startsWith('[语音]')) return '语音听不到，要紧的话请打成字再粘一次';
  return /^\[(?:图片|视频|文件|位置)/.test(text) ? '这里看不到内容，不处理' : '闲聊，不处理';
}

function deed({ does, name, refs, size, names, emergency }: Rehearsed['deeds'][number]): string {
  if (emergency) return '急事，马上办';
  if (does === 'yes') return '回答“是”';
  if (does === 'no') return '回答“不”';
  if (!name) return '';
  const whom = names?.length ? ` ${names.join('、')}` : '';
  // 取消 alone would read as if the activity were called off.
  const what = does === 'release' ? '取消认领' : name;
  return `${what}${refs.length > 0 ? ` ${refs.join('、')}` : ''}${size && size > 1 ? `（${size}人）` : ''}${whom}`;
}

export const state = {
  online: '粘贴页开着，在浏览器里打开 /paste 就能用。',
  stopped: '粘贴页没有开。',
};
export const noSuchPerson = (name: string) => `这里没有“${name}”`;
export const noSuchGroup = (id: string) => `这里没有群“${id}”`;
/** What the group is called when nobody says otherwise. */
export const groupNameOf = (community: string) => `${community}志愿服务群`;
