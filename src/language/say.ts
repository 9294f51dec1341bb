/** Words out: how times, numbers and lists are written to people. Pure; all times are local strings. */
import type { Place, Ref, When } from '../chat/meaning.ts';
import { daysBetween, weekday } from '../clock/zone.ts';

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];

/** 12 or 12B. */
export function sayRef(ref: Ref): string {
  return `${ref.number}${ref.shift ?? ''}`;
}

/** 今天 / 明天 / 11月28日周六, seen from the local day `now`. */
export function sayDay(local: string, now: string): string {
  const ahead = daysBetween(now, local);
  if (ahead === 0) return '今天';
  if (ahead === 1) return '明天';
  return `${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日周${weekdays[weekday(local) - 1]}`;
}

/** 9:00. */
export function sayTime(local: string): string {
  return `${Number(local.slice(11, 13))}:${local.slice(14, 16)}`;
}

/** 11月28日周六 9:00–11:00; only the day when no time is known; an end on another day names its day. */
export function sayWhen(start: string | undefined, end: string | undefined, now: string): string {
  if (!start) return '时间待定';
  const day = sayDay(start, now);
  if (start.length === 10) return end && end.slice(0, 10) !== start ? `${day}至${sayDay(end, now)}` : day;
  if (!end) return `${day} ${sayTime(start)}`;
  const last = end.slice(0, 10) === start.slice(0, 10) ? sayTime(end) : `${sayDay(end, now)} ${sayTime(end)}`;
  return `${day} ${sayTime(start)}–${last}`;
}

const parts = { morning: '上午', noon: '中午', afternoon: '下午', evening: '晚上' };

/** 周四 for the next seven days, from today; 12月3日 for later ones. It stays right on the days after. */
function sayNear(local: string, now: string): string {
  if (daysBetween(now, local) < 7) return `周${weekdays[weekday(local) - 1]}`;
  return `${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日`;
}

/**
 * 周四下午, 周四 15:00, 周六、周日, 周一前: a time as short as it was said. Undefined for what is past, repeats or says nothing.
 * @param now local
 */
export function sayRoughly({ start, end, part, dates, deadline, recur }: When, now: string): string | undefined {
  if (recur) return undefined;
  if (deadline) return end && end.slice(0, 10) >= now.slice(0, 10) ? `${sayNear(end, now)}前` : undefined;
  if (!start || start.slice(0, 10) < now.slice(0, 10)) return undefined;
  const near = (local: string) => sayNear(local, now);
  if (dates && dates.length > 1) return `${dates.slice(0, 3).map(near).join('、')}${part ? parts[part] : ''}`;
  const oneDay = !end || end.slice(0, 10) === start.slice(0, 10);
  if (start.length === 10) return `${near(start)}${oneDay ? (part ? parts[part] : '') : `至${near(end)}`}`;
  return `${near(start)} ${sayTime(start)}${end && oneDay ? `–${sayTime(end)}` : ''}`;
}

/** 3号楼2单元501. */
export function sayPlace(place: Place): string {
  return `${place.building ? `${place.building}号楼` : ''}${place.unit ? `${place.unit}单元` : ''}${place.room ?? ''}`;
}

/** Words as somebody wrote them, with the marks that reading made narrow as Chinese writes them. */
export function sayWords(words: string): string {
  const wide: Record<string, string> = { ',': '，', ';': '；', '!': '！', '?': '？', ':': '：' };
  return words.replace(/(?<=[\u4e00-\u9fff])[,;!?:]/g, (mark) => wide[mark]!);
}

/** 王芳、李强. */
export function sayNames(names: readonly string[]): string {
  return names.join('、');
}

/** 王芳 or 王芳（3人）. */
export function sayParty(name: string, size: number): string {
  return size > 1 ? `${name}（${size}人）` : name;
}
