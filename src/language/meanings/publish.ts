/** Publishing an activity: a leader says what, when, where and how many; in any order, with or without 发布活动. */
import type { Situation } from '../../chat/context.ts';
import type { Meaning, Slots } from '../../chat/meaning.ts';
import { type Activity, readActivities } from '../activity.ts';
import { describesWork } from '../activity-words.ts';
import type { Line } from '../line.ts';
import { readAnnounceTimes } from './announce-times.ts';
import { addressed, likely, type MeaningReader, sure } from './reader.ts';

const order =
  /发布(?!公告|通知|消息|需求|求助)|发(?:一?个|布)?(?:新)?活动|(?:新建|新增|新|建|加|创建|安排|弄|搞)(?:一?个|一场)(?:新)?(?:志愿)?活动|重新发(?:一?个|布)?|^(?:新建|新增|创建|添加)(?:志愿)?活动|招募(?:志愿者|令|公告|通知)?[:：,，]|发(?:一?个|条)?招募|再发一?个/;
const need = /发布(?:一?个)?(?:需求|求助)/;
const wanted =
  /(?:招|招募|需要?|急?要|缺|限)[^,，。]{0,6}(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,2}) ?(?:个|人|名|位)|扣1|能来的|报名/;
const told =
  /收到|各楼门(?:长|转)|转达|通知:|严禁|注意|提醒|停(?:水|电|气)|已经|昨天|改(?:到|成|为|期)|推迟|取消|延期|名额(?:加|增|减)|辛苦|谢谢|感谢|完成|结束了|受理|指派|派给/;

/** Whether a line orders an activity in so many words: 发布活动. */
export const ordersActivity = (text: string): boolean => order.test(text);
const now = /现在|马上|立刻|立即|这会儿|眼下/;
const calling = /扣1|(?:能来|能去|有空|在家|附近)的|速来|快来|报名/;

/** How much of an activity is there. */
function pieces(a: Activity): number {
  const timed = a.when?.start?.length === 16 ? 2 : a.when?.start ? 1 : 0;
  return (
    timed +
    Number(a.seats !== undefined) +
    Number(a.venue !== undefined || a.meetingPoint !== undefined) +
    Number(a.title !== undefined && describesWork(a.title)) +
    Number(a.shifts !== undefined)
  );
}

/** How long it lasts, when both ends are on one day. */
function minutesOf({ when }: Activity): Pick<Slots, 'durationMin'> {
  const { start, end } = when ?? {};
  if (start?.length !== 16 || end?.length !== 16 || start.slice(0, 10) !== end.slice(0, 10)) return {};
  const clock = (local: string) => Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16));
  const durationMin = clock(end) - clock(start);
  return durationMin > 0 ? { durationMin } : {};
}

function slotsOf(a: Activity, text: string): Slots {
  const start = a.when?.start;
  return {
    ...a,
    text,
    ...(start ? { date: start.slice(0, 10) } : {}),
    ...(start?.length === 16 ? { time: start.slice(11) } : {}),
    ...minutesOf(a),
  };
}

function confidence(a: Activity, line: Line, s: Situation): number {
  const ordered = order.test(line.text);
  if (ordered) return addressed(s) || pieces(a) >= 2 ? 0.95 : likely;
  // 急！现在需要3名志愿者到南门, to those who can come now.
  if (now.test(line.text) && a.seats !== undefined && calling.test(line.text) && !line.mood.question) return sure;
  const enough = pieces(a) >= 4 || (pieces(a) >= 3 && a.when?.start?.length === 16);
  if (!enough || line.mood.question || told.test(line.text)) return 0;
  if (addressed(s)) return 0.93;
  return wanted.test(line.text) && a.when?.start?.length === 16 ? sure : 0;
}

/** Reads publishing; two activities in one message give two meanings. Only for leaders and team heads. */
export const readPublish: MeaningReader = (line, s) => {
  if ((s.role !== 'leader' && s.role !== 'teamHead') || need.test(line.text)) return [];
  if (readAnnounceTimes(line, s).length > 0) return [];
  const ordered = order.test(line.text);
  if (!ordered && line.text.length < 8) return [];
  const text = line.text;
  const from = ordered ? text.slice(order.exec(text)!.index) : text;
  return readActivities(/重新发/.test(text) ? from : text, line.now)
    .map((a): Meaning => ({ does: 'publish', slots: slotsOf(a, text), confidence: confidence(a, line, s) }))
    .filter((m) => m.confidence > 0);
};
