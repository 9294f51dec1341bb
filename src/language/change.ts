/** What a leader wants otherwise about an activity that is published: place, meeting point, seats, title; nothing else is guessed. Pure. */
import type { Slots } from '../chat/meaning.ts';
import { courtesies, readActivity } from './activity.ts';
import { readDuration } from './duration.ts';
import { readNumeral } from './numeral.ts';

const count = '(?<n>[0-9]{1,3}|[一二两三四五六七八九十百]{1,4})';
const people = '(?:个人|人|名|位|个)';
const put = '(?:先|还是|也|就|再)?(?:改|换|变|挪|调|定|搬|移)(?:成|到|为|在|去|至)';
const placeTo = new RegExp(
  `(?:活动)?(?:地点|地方|地址|位置|场地)(?:${put}|[:： ]|是|在|为)\\s*(?<place>[^,，。;；\\s]{2,20})`,
);
const movedTo = new RegExp(
  `(?:${put})(?<place>(?![0-9一二两三四五六七八九十]{1,3} ?(?:个|人|名|位|点|[日号](?!楼|院)|月|:)|[上下本这]?个?(?:周|星期|礼拜|月)|[今明后]天|大后天|上午|下午|早上|晚上|中午)[^,，。;；\\s]{2,20})`,
);
const looksLikePlace =
  /(?:楼|室|厅|场|园|亭|院|棚|库|门|口|站|心|校|路|桥|边|家|地|角|岗|处|堂|店|馆|前|下|旁|里|内|层|侧|广场|单元)$/;
const meetingTo = new RegExp(
  `集合(?:地点|地|点|处)?(?:${put}|[:： ]|是|在|为)\\s*(?<place>[^,，。;；\\s]{2,12})|(?:${put})(?<there>[^,，。;；\\s]{2,10}?)(?:集合|碰头|见面)`,
);
const titleTo =
  /(?:名字|名称|标题|题目|活动名|主题)(?:改|换|叫|定)(?:成|为|叫|作|到)?[:： ]*(?<title>[^,，。;；]{2,20})|改名(?:叫|为|成)?[:： ]*(?<name>[^,，。;；]{2,20})/;
const more = new RegExp(
  `(?:增加|增|多加|再加|再招|再要|再添|多招|多要|添|(?<![增减])加)(?!到|至|成|为)(?:了)?(?:名额)?${count} ?(?:个)?(?:名额|位子|${people})`,
);
const fewer = new RegExp(
  `(?:减少|减掉|减|少要|少招|缩减)(?!到|至|成|为)(?:了)?(?:名额)?${count} ?(?:个)?(?:名额|位子|${people})`,
);
const seatsTo = new RegExp(
  `(?:名额|人数|人手|人|位置)(?:${put}|[加增扩减缩调](?:加|少|减)?(?:到|至|成|为)|限|[:： ]|是|为|要)?\\s*${count}(?! ?[点月日号:])|(?:${put}|[加增扩减缩](?:加|少|减)?(?:到|至|成|为)|只?(?:需要|要|招|留|用)|来|有)\\s*${count.replace('<n>', '<m>')} ?${people}`,
);

/** What was said about an activity otherwise; `more` is how many seats are added or, below zero, taken off. */
export type Change = Pick<Slots, 'title' | 'venue' | 'meetingPoint' | 'seats' | 'bring'> & { more?: number };

const delay =
  /(?:推迟|延迟|延后|延期|顺延|推后|往后(?:推|延|挪)|晚|(?<early>提前|提早|往前(?:提|挪)|早))(?:了)?(?<span>[0-9一二两三四五六七八九十半]+ ?个?半?(?:小时|钟头|刻钟|分钟)半?)/;

const numeralIn = (found: RegExpExecArray | null): number | undefined => {
  const digits = found?.groups?.['n'] ?? found?.groups?.['m'];
  return digits ? (readNumeral(digits) ?? undefined) : undefined;
};
const bare = (words: string | undefined): string | undefined =>
  words
    ?.replace(courtesies, '')
    .replace(/(?:集合|见面|碰头|举行)$/, '')
    .trim() || undefined;

function seatsOf(text: string): Pick<Change, 'seats' | 'more'> {
  const plain = text.replace(/俩(?:人|个)?/g, '两个人').replace(/仨(?:人|个)?/g, '三个人');
  const [added, less] = [numeralIn(more.exec(plain)), numeralIn(fewer.exec(plain))];
  if (added) return { more: added };
  if (less) return { more: -less };
  const seats = numeralIn(seatsTo.exec(plain));
  return seats === undefined ? {} : { seats };
}

/**
 * Reads a change. `text` is without the number of the activity: the 4号 of 4号地点改到5号楼前 is no place.
 * @param now decides nothing that is given back; the readers of activities want it
 */
export function readChange(text: string, now: Date): Change {
  const met = meetingTo.exec(text)?.groups;
  const meetingPoint = bare(met?.['place'] ?? met?.['there']);
  const rest = met ? text.replace(meetingTo, '，') : text;
  const moved = movedTo.exec(rest)?.groups?.['place'];
  const plain = readActivity(rest, now);
  const place =
    bare(placeTo.exec(rest)?.groups?.['place']) ??
    (moved && looksLikePlace.test(bare(moved) ?? '') ? bare(moved) : undefined) ??
    bare(plain.venue);
  const named = titleTo.exec(text)?.groups;
  const title = bare(named?.['title'] ?? named?.['name']);
  const seats = seatsOf(rest);
  return {
    ...(title ? { title } : {}),
    ...(place ? { venue: place } : {}),
    ...(meetingPoint ? { meetingPoint } : {}),
    ...(plain.bring ? { bring: plain.bring } : {}),
    ...('seats' in seats || 'more' in seats ? seats : plain.seats !== undefined ? { seats: plain.seats } : {}),
  };
}

/** Minutes by which everything is put off, below zero when it is to be earlier: 推迟半小时, 提前一个钟头. */
export function readDelay(text: string): number | undefined {
  const found = delay.exec(text)?.groups;
  const minutes = found ? readDuration(found['span']!) : undefined;
  return minutes === undefined ? undefined : found?.['early'] ? -minutes : minutes;
}

/** Shift of a week without a day of it: 推迟到下下周, 挪到下周. */
export function namesWeekOnly(text: string): boolean {
  return /[下本这]+个?(?:周|星期|礼拜)(?![一二三四五六日天末])/.test(text);
}

/** A text without the number by which it names what it is about: 4号, 把4A, 【4】. */
export function withoutRef(text: string, ref: { number: number; shift?: string } | undefined): string {
  if (!ref) return text;
  const end =
    '】|号(?!楼|院|门)|(?= |的|活动|地点|地方|人数|名额|时间|集合|改|要|只|推|提|延|换|加|减|挪|增|就|名|标题)';
  return text.replace(
    new RegExp(
      `^\\s*(?:把|将|(?:通知|告诉|提醒)(?:一下)?)?(?:活动)?[#【]?${ref.number}${ref.shift ?? ''}(?:${end})(?:活动)?(?:的(?!人数)(?:人们?|志愿者们?)?)?都?\\s*`,
    ),
    '',
  );
}
