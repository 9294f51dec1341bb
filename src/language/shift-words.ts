/** What is said of the shifts of an activity, one by one or of each: 下午改成4人, 上午9点到11点半, 每班3人. Pure. */
import { readNumeral } from './numeral.ts';
import { readWhen } from './when.ts';

/** 改到下午 names no shift, but where one goes. */
const part =
  '(?<![到成为])(?:上午|早上|中午|下午|晚上|早班|中班|晚班|白班|第[一二三四1-4](?=[班组场])|[ABCD](?=[班组场]))';
/** A shift and what is said of it, up to the next one. */
const ofShift = new RegExp(`(?<label>${part})(?:[班场组])?的?(?<said>(?:(?!${part}).)*)`, 'g');
const partOfDay = /早上|上午|中午|下午|晚上/;
const count = '([0-9]{1,3}|[一二两三四五六七八九十]{1,3})';
const seatsIn = new RegExp(`${count} ?(?:个人|人|名|位|个(?!小时|钟头|半))`);
const eachSeats = new RegExp(
  `(?:每|各|都|两|三)个?(?:[班场组])?(?:都|各)?(?:改|换)?(?:成|为|要|到)?${count} ?(?:个人|人|名|位|个)`,
);
const dropping = /不要了|不办了|不搞了|取消|去掉|删/;
const usual: Record<string, string> = { 早上: '上午', 早班: '上午', 晚班: '晚上', 中班: '中午' };

/** What is said of one shift; times are local, and on the day that the text was read for. */
export interface ShiftSaid {
  /** As it may stand in the draft: the usual word first, then the one that was used. */
  labels: string[];
  seats?: number;
  start?: string;
  end?: string;
  dropped?: true;
}

/** How many each of the shifts is to have. */
export function readEachShift(text: string): number | undefined {
  const found = eachSeats.exec(text)?.[1];
  return found ? (readNumeral(found) ?? undefined) : undefined;
}

/**
 * What is said of single shifts, in their order.
 * @param from early on the day of the shifts, so that an hour is one of that day
 */
export function readShiftChanges(text: string, from: Date): ShiftSaid[] {
  return [...text.matchAll(ofShift)].map(({ groups }) => {
    const label = groups!['label']!;
    const said = groups!['said']!;
    const spoken = usual[label] ?? label;
    const seats = seatsIn.exec(said)?.[1];
    // 上午班改到下午1点 says another part of the day itself.
    const own = partOfDay.test(spoken) && !partOfDay.test(said) && /[0-9一二两三四五六七八九十]/.test(said);
    const when = readWhen(own ? `${spoken}${said}` : said, from);
    const clock = (at: string | null | undefined) => (at?.length === 16 ? at : undefined);
    const [start, end] = [clock(when?.start), clock(when?.end)];
    return {
      labels: [spoken, label],
      ...(seats ? { seats: readNumeral(seats) ?? 1 } : {}),
      ...(start ? { start } : {}),
      ...(end ? { end } : {}),
      ...(dropping.test(said) ? { dropped: true as const } : {}),
    };
  });
}

/** A 上午班 that begins at two is a 下午班; other names stay. */
export function shiftLabel(label: string, start: string): string {
  if (!/^(?:上午|下午|晚上)$/.test(label)) return label;
  const hour = Number(start.slice(11, 13));
  return hour < 12 ? '上午' : hour < 18 ? '下午' : '晚上';
}
