/** Days of the lunar calendar and solar terms as local dates. Years are lunar years (正月初一 begins one). */
import { Lunar, LunarYear, Solar } from 'lunar-typescript';
import { addDays } from './calendar.ts';

/** The library needs up to a millisecond for a year it has not seen; the answers never change. */
const known = new Map<string, string | null>();

function remember(key: string, find: () => string | null): string | null {
  const old = known.get(key);
  if (old !== undefined) return old;
  const found = find();
  if (known.size < 5000) known.set(key, found);
  return found;
}

const inReach = (year: number): boolean => year >= 1900 && year <= 2100;

/** A lunar day as a local date; null when that month has no such day. Leap months are never meant by people who do not say so. */
export function lunarDate(year: number, month: number, day: number): string | null {
  if (!inReach(year)) return null;
  return remember(`${year}/${month}/${day}`, () => {
    const days = LunarYear.fromYear(year).getMonth(month)?.getDayCount() ?? 0;
    return day >= 1 && day <= days ? Lunar.fromYmd(year, month, day).getSolar().toYmd() : null;
  });
}

/** 除夕: the eve of the next year's first day, the 29th or 30th of the twelfth month. */
export function newYearsEve(lunarYear: number): string | null {
  const first = lunarDate(lunarYear + 1, 1, 1);
  return first && addDays(first, -1);
}

/** The day of a solar term (清明, 冬至 …) in a solar year. */
export function solarTerm(name: string, year: number): string | null {
  if (!inReach(year)) return null;
  return remember(`${year}/${name}`, () => {
    const table = Solar.fromYmd(year, 6, 30).getLunar().getJieQiTable();
    // The table of a lunar year holds the terms of its turn under Latin names too; only those of the asked year count.
    for (const key of [name, ...(LATIN[name] ?? [])]) {
      const date = table[key]?.toYmd();
      if (date?.startsWith(String(year))) return date;
    }
    return null;
  });
}

const LATIN: Record<string, string[]> = {
  冬至: ['DONG_ZHI'],
  小寒: ['XIAO_HAN'],
  大寒: ['DA_HAN'],
  立春: ['LI_CHUN'],
  雨水: ['YU_SHUI'],
  惊蛰: ['JING_ZHE'],
  大雪: ['DA_XUE'],
};

/** The lunar month and day of a local date. */
export function lunarOf(localDate: string): { year: number; month: number; day: number } {
  const lunar = Solar.fromYmd(+localDate.slice(0, 4), +localDate.slice(5, 7), +localDate.slice(8, 10)).getLunar();
  return { year: lunar.getYear(), month: Math.abs(lunar.getMonth()), day: lunar.getDay() };
}
