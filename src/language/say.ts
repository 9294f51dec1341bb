/** Words out: how times, numbers and lists are written to people. Pure; all times are local strings. */
import type { Place, Ref } from '../chat/meaning.ts';
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

/** 3号楼2单元501. */
export function sayPlace(place: Place): string {
  return `${place.building ? `${place.building}号楼` : ''}${place.unit ? `${place.unit}单元` : ''}${place.room ?? ''}`;
}

/** 王芳、李强. */
export function sayNames(names: readonly string[]): string {
  return names.join('、');
}

/** 王芳 or 王芳（3人）. */
export function sayParty(name: string, size: number): string {
  return size > 1 ? `${name}（${size}人）` : name;
}
