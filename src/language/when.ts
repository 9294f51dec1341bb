/** The time of a line, as slots want it. Pure. */
import type { Slots, When } from '../chat/meaning.ts';
import { says } from './says.ts';
import { readTime } from './time/time.ts';

/** Characters without which no text speaks of a time; most chatter has none, and need not be read. */
const maybe =
  /[0-9点时周月年日号天晚早晨午夜刻半分钟今明昨后前初底节旦至假星礼拜末午晌黑]|(?:一|二|两|三|四|五|六|七|八|九|十)(?:点|号|月)/;

/** A line, its only clause and the need that it may be are one text, which is read once. */
let last: { text: string; at: number; when: When | undefined } = { text: '', at: Number.NaN, when: undefined };

/** The time that a text speaks of, local to the community (Asia/Shanghai); undefined when it speaks of none. */
export function readWhen(text: string, now: Date): When | undefined {
  if (!says(maybe, text)) return undefined;
  if (text !== last.text || now.getTime() !== last.at) {
    const { spans, ...found } = readTime(text, now);
    const when = spans.length > 0 && (found.start || found.end || found.recur) ? found : undefined;
    last = { text, at: now.getTime(), when };
  }
  return last.when;
}

/** Time slots: `date` only when the text means one day, `time` only when it names a clock time. */
export function dateSlots(text: string, now: Date): Pick<Slots, 'when' | 'date' | 'time'> {
  const when = readWhen(text, now);
  if (!when) return {};
  const { start, end } = when;
  const oneDay = start !== null && !when.recur && (end === null || end.slice(0, 10) === start.slice(0, 10));
  return {
    when,
    ...(oneDay && !when.deadline ? { date: start.slice(0, 10) } : {}),
    ...(start?.length === 16 ? { time: start.slice(11) } : {}),
  };
}

const days =
  /(?:周|星期|礼拜)[一二三四五六日天末]|[今明后昨][天儿早晚晨]|大后天|当晚|[0-9]{1,2} ?(?:月|[号日](?!楼|院|门))|月底|月初|元旦|春节|元宵|清明|端午|中秋|国庆|重阳|冬至|腊八|除夕|初[一二三四五六七八九十]/;

/** Whether a text names a day, not only an hour. */
export function namesDay(text: string): boolean {
  return days.test(text);
}
