/** Reads an activity from what a leader writes: title, place, meeting point, seats, shifts, time. Pure. */
import type { Slots, When } from '../chat/meaning.ts';
import { describesWork } from './activity-words.ts';
import { readDuration } from './duration.ts';
import { readNumbers } from './number.ts';
import { readNumeral } from './numeral.ts';
import { all } from './says.ts';
import { readWhen } from './when.ts';

export interface Activity {
  title?: string;
  venue?: string;
  meetingPoint?: string;
  /** What to bring or wear: 戴手套. */
  bring?: string;
  seats?: number;
  when?: When;
  shifts?: NonNullable<Slots['shifts']>;
}

const count = '(?<n>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})';
const heads =
  '(?:(?:个人|人(?!行|民|工|才|家)|名(?:额)?|位)(?:的?志愿者|小伙子?|党员|同志|居民|青年|学生)?|个(?:志愿者|小伙子?|壮劳力|劳动?力|党员|青年|帮手|名额|位子|[男女]同志|[男女]的|[有会能懂][\\u4e00-\\u9fff]{1,5}的|[\\u4e00-\\u9fff]{1,3}员|(?:骨干|老师|医生|护士|司机|助手|组长)))';
const seatsIn = new RegExp(
  `(?:一共|总共|共|名额|人数|急?需要?|还需|急?要|招募?|招聘|缺|限(?:额|报)?|计划|安排|大概|大约|差不多|每场|各)*[:： ]?(?:志愿者)?${count} ?${heads}(?:左右|即可|就够|就行|够了|吧)?|(?:名额|人数|限额|志愿者)[:： ]?${count.replace('<n>', '<m>')}(?![0-9点:月号])`,
);
/** The sum that somebody says beside the parts: 各2个人，一共4人. */
const totalIn = new RegExp(`(?:一共|总共|合计|共)(?:需要?|要|招)?${count} ?${heads}`);
const unlimited = /(?:人数)?不限(?:人数|名额)?|不限人|多多益善/;
const openings =
  /^(?:大家好|临时|紧急|急|现在|各位(?:志愿者|邻居|老师)?|通知|紧急通知|刚接到(?:通知|电话|社区电话)|接(?:到)?通知|[一二两三四]件事|发布(?:一?个)?(?:活动|新活动|任务)?|发(?:一?个|布)?(?:新)?活动|新(?:建|增)?(?:一?个)?活动|建(?:一?个)?活动|安排(?:一?个)?活动|活动(?=[:：])|帮我(?:发|建|安排)(?:一?个)?(?:活动)?|(?:我们|社区|咱们)?(?:要|想|准备|打算|计划)?(?:组织|开展|举行|举办|搞|办|弄|进行)(?:一?[个次场])?(?:活动)?|另外|还有(?:一?个)?|再(?:发)?(?:一?个)?|第[一二三]个?(?:是)?|重新发(?:一?个)?|有(?:一?个)?(?:活动)?)[:： ]*/;
const place =
  '(?:[\\u4e00-\\u9fff0-9]{0,8}?(?:活动室|活动中心|活动站|会议室|阅览室|图书室|图书馆|多功能厅|大厅|展厅|礼堂|食堂|餐厅|广场(?!舞)|公园|凉亭|亭子|院内|院子|大院|操场|球场|车棚|车库|门口|[东西南北]门口?|正门|大门|侧门|楼前|楼下|楼道口|楼门口|单元门口|服务站|服务中心|党群中心|居委会?|社区办公室|办公室|驿站|医院|学校|小学|中学|幼儿园|敬老院|养老院|福利院|路口|桥头|河边|花园|绿地|小区|站台|地铁站|公交站|教室|书院|文化站|健身角|空地|停车场|岗亭|物业)(?:[东西南北]门口?|正门|大门|侧门|门口|门前|广场(?!舞)|活动室|活动中心|花园|凉亭|大厅)?)';
const placePrefix = new RegExp(
  `^(?:咱们?|我们|大家|一起|都|就|[在到去])*(?<place>${place}|[0-9]{1,3}号楼(?:前|下|门口|东侧|西侧|旁边?|南侧|北侧|大厅)?)(?:内|里|前|外|旁|一层|二层)?(?=[\\u4e00-\\u9fff]{2,})`,
);
const placeOnly = new RegExp(
  `^(?:咱们?|我们|大家|一起|都|就|[在到去]|地点)*[:： ]?(?<place>(?:[\\u4e00-\\u9fff0-9]{0,8})?${place}(?:内|里|前|外|旁|一层|二层|一楼|二楼)?|[0-9]{1,3}号楼(?:前|下|门口|东侧|西侧|旁边?|南侧|北侧)?)$`,
);
const saidPlace =
  /(?:地点|地址|位置|场地|活动地点)(?:先|还是|就)?(?:(?:改|换|变|挪|调|定|选)(?:成|到|为|在|去)?|在|是|为)?[:： ]*(?<place>[^,，。;；\s]{2,20})/;
const meeting =
  /(?:集合(?:地点|点)?(?:在|是|为)?[:： ]*(?<after>[\u4e00-\u9fff0-9]{2,12}))|(?:在|到)?(?<before>[\u4e00-\u9fff0-9]{2,12}?)(?:集合|碰头|见面?)(?:$|[,，。;；\s])/;
/** What ends a sentence and belongs to no place: 6号楼门口吧. */
export const courtesies = /(?:就行了?|就好了?|就可以了?|了|吧|啊|呀|哈|哦|呗|嘛)+$/;
const things =
  '手套|口罩|帽子?|水杯|水壶|热水|饮用水|水(?!果)|工具|马甲|红?背心|志愿服|袖标|胸牌|雨[衣鞋靴伞]|胶鞋|运动鞋|防滑鞋|平底鞋|身份证|证件|学生证|党徽|充电器|充电线|手机|电脑|相机|笔|本子|剪刀|剪子|围裙|抹布|扫[把帚]|簸箕|铁锹|夹子|小桶|水桶|袋子?|凳子?|衣服?|厚衣服|长袖|午饭|干粮|早餐|老花镜|手电筒?|雨具|防晒|花露水|钱';
/** 自带手套和水杯, 穿红马甲: for everybody who comes, and no title. */
const bringing = new RegExp(
  `^(?:请|记得|大家|最好|统一|需要?|要|注意|务必|自己?|都)*(?:自[带备](?![0-9])|(?:带|戴|穿|备)(?:好|上|着)?(?=[^,，。]{0,4}(?:${things})))[^,，。;；!！]{1,14}$`,
);
const tails =
  /(?:能来|能去|有空|想去|愿意|报名|感兴趣|参加)的?(?:请|都|可以)?(?:扣|回复?|打|发|接龙|举手|报名|私信|找我|联系)[^,，。;；\s]*|(?:请|欢迎|大家)?(?:踊跃|积极|尽快|抓紧|赶紧)(?:报名|参加|接龙)|速(?:来|报)|谢谢大家?|辛苦(?:大家|各位)?|有空的来|能来的(?:报名|来)?|扣1/g;
const shiftWords = new RegExp(
  `(?<label>上午|下午|早上|晚上|中午|早班|中班|晚班|白班|第[一二三四1-4][班场组]|[一二三四ABCD][班组])(?:场|班|组)?[:： ]?(?:(?<time>[0-9一二两三四五六七八九十:点半到至~-]{3,16}) ?)?(?:各|需要?|要|招)?${count} ?(?:个人|人|名|位)`,
  'g',
);
/** A length that is told, and not by how much something is put off. */
const lasts =
  /(?<!推迟|延迟|延后|提前|提早|推后|顺延|往后推|往后延|晚|早)(?:[0-9一二两三四五六七八九十半]+ ?个?半?)(?:小时|钟头)/;
const ends =
  /(?<hour>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})点(?<half>半|[0-9]{1,2}分?)? ?(?:散|结束|完事|收工|完|收)/;
const timeWords =
  /(?:大?后天|今天|明天|今儿|明儿|今[早晚]|明[早晚]|周末|[这下本]+个?(?:周|星期|礼拜)[一二三四五六日天]?|(?:周|星期|礼拜)[一二三四五六日天]|月底|元旦|春节|端午节?|中秋节?|重阳节?|国庆节?|冬至|腊八节?|早上|早晨|上午|中午|下午|傍晚|晚上|晚间)/g;

const peopleIn = (found: RegExpExecArray | null) => {
  const digits = found?.groups?.['n'] ?? found?.groups?.['m'];
  return digits ? readNumeral(digits) : undefined;
};

/** Activities that bear an hour in their name. */
const hourInName = /[三四五]点半(?=课堂|学堂|托管|课后)/g;

/** The text without its times, so that what is left can be title and place. */
function withoutTimes(text: string): string {
  let out = text;
  const named = all(hourInName, text).map((m) => m.index);
  const spans = readNumbers(text).filter(
    (u) => (u.owner === 'time' || u.owner === 'day' || u.owner === 'span') && !named.includes(u.at),
  );
  for (const use of [...spans].reverse()) out = `${out.slice(0, use.at)}，${out.slice(use.end)}`;
  return out.replace(timeWords, '，').replace(/，(?:到|至|-|~|开始|起|之间|左右|，)+/g, '，');
}

/** 7点到9点一班，9点到11点一班，每班2个人. */
const spell =
  '(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?:[:点](?:半|[0-9]{2}|[0-9]{1,2}分|[一二三]刻|整)?|[:][0-9]{2})';
const rangedShifts = new RegExp(
  `(?<time>${spell} ?[-~至到—] ?${spell})(?:为|是|算)?(?:一|1|第[一二三四1-4])?[班场组轮拨](?!前|会)`,
  'g',
);
const eachShift = new RegExp(`(?:每|各)(?:一)?[班场组轮拨]?(?:各)?(?:需要?|要|招|限)?${count} ?(?:个人|人|名|位|个)`);

const splitInto = /分(?:成|为)?[一二两三四1-4][个]?[班场组轮拨]/;

function readRanges(text: string, now: Date): Activity['shifts'] {
  const found = [...text.matchAll(rangedShifts)];
  const seats = readNumeral(eachShift.exec(text)?.groups?.['n'] ?? '');
  if (found.length < 2 || !seats) return undefined;
  const shifts = found.map((m, i) => {
    const part =
      text
        .slice(0, m.index)
        .match(/上午|下午|早上|晚上|中午/g)
        ?.at(-1) ?? '';
    const when = readWhen(`${part}${m.groups!['time']!}`, now);
    const label = `第${'一二三四五六'[i] ?? String(i + 1)}`;
    return { label, start: when?.start?.slice(11) ?? '', end: when?.end?.slice(11) ?? '', seats };
  });
  return shifts.every(({ start, end }) => start && end) ? shifts : undefined;
}

function readShifts(text: string, now: Date): Activity['shifts'] {
  const found = all(shiftWords, text);
  if (found.length < 2) return readRanges(text, now);
  return found.map((m) => {
    const label = m.groups!['label']!;
    const when = m.groups!['time']
      ? readWhen(`${label.includes('午') || label.includes('晚') ? label : ''}${m.groups!['time']}`, now)
      : undefined;
    const seats = readNumeral(m.groups!['n']!) ?? 1;
    const clock = (iso: string | null | undefined) => (iso && iso.length === 16 ? iso.slice(11) : undefined);
    const start = clock(when?.start);
    const end = clock(when?.end);
    return { label, ...(start ? { start } : {}), ...(end ? { end } : {}), seats };
  });
}

/** 三点，一个半钟头: how long it lasts, when nobody says until when. */
function withLength(when: When | undefined, text: string): When | undefined {
  if (when?.start?.length !== 16 || when.end) return when;
  const minutes = lasts.test(text) ? readDuration(text) : undefined;
  if (!minutes) return when;
  return { ...when, end: new Date(Date.parse(`${when.start}:00Z`) + minutes * 60_000).toISOString().slice(0, 16) };
}

/** “八点半散”: an end that stands apart from the start. */
function withEnd(when: When | undefined, text: string): When | undefined {
  const found = ends.exec(text);
  if (!found || !when?.start || when.start.length !== 16) return when;
  const half = found.groups!['half'];
  const minutes = half === '半' ? 30 : Number(half?.replace('分', '') ?? 0);
  let hour = readNumeral(found.groups!['hour']!) ?? 0;
  const startHour = Number(when.start.slice(11, 13));
  if (hour < startHour && hour + 12 > startHour && hour + 12 < 24) hour += 12;
  const pad = (n: number) => String(n).padStart(2, '0');
  return { ...when, end: `${when.start.slice(0, 10)}T${pad(hour)}:${pad(minutes)}` };
}

function titleOf(all: string[]): string | undefined {
  const own = all.filter((s) => !s.startsWith(task));
  const titled = own.some((s) => s.replace(openings, '').length >= 2);
  const clean = (titled ? own : all.map((s) => s.replace(task, '')))
    .map((s) =>
      topic(s.replace(openings, ''))
        .replace(/^(?:的|在|要|需要?|招|招募|志愿者|和|请|来|为|大家|一起|各|人|名|[:：、.\-—\s])+/, '')
        .replace(/(?:的|[:：、\s]|需要?|要|招募?|志愿者)+$/, ''),
    )
    .filter((s) => s.length >= 2 && !/^(?:同样|地点|人数|不变|老地方|照旧|时间|临时$|紧急$)/.test(s));
  return clean.find((s) => describesWork(s)) ?? clean[0];
}

/** Marks what stands right behind the number of people wanted. */
const task = '⊙';

/** Talk → topic: “请派出所民警来讲防诈骗” is a lecture on 防诈骗. */
function topic(title: string): string {
  const talk =
    /(?:请|邀请)[\u4e00-\u9fff]{2,8}(?:来|到社区)?(?:讲|宣讲|讲解|分享)(?:一?下|讲)?(?<what>[\u4e00-\u9fff]{2,12})$/.exec(
      title,
    );
  return talk ? `${talk.groups!['what']}讲座` : title;
}

/** Reads one activity. `now` decides what 明天 is (Asia/Shanghai). Missing pieces are left out, never guessed. */
export function readActivity(text: string, now: Date): Activity {
  const plain = text
    .replace(tails, ' ')
    .replace(/俩(?:人|个人?)?/g, '两个人')
    .replace(/仨(?:人|个人?)?/g, '三个人');
  const shifts = readShifts(plain, now);
  const when = withLength(withEnd(readWhen(plain, now), plain), plain);
  let rest = withoutTimes(
    (shifts
      ? plain.replace(shiftWords, ' ').replace(rangedShifts, ' ').replace(eachShift, ' ').replace(splitInto, ' ')
      : plain
    ).replace(ends, ' '),
  );
  const seats = peopleIn(totalIn.exec(rest)) ?? peopleIn(seatsIn.exec(rest));
  rest = rest.replace(totalIn, '，');
  // 要3个人摆摊: what helpers do there is the title only where nothing else is.
  rest = rest.replace(seatsIn, `，${task}`).replace(unlimited, ' ');
  const met = meeting.exec(rest);
  const meetingPoint = met?.groups?.['after'] ?? met?.groups?.['before'];
  if (met) rest = rest.replace(met[0], '，');
  const said = saidPlace.exec(rest);
  let venue = said?.groups?.['place']?.replace(courtesies, '');
  if (said) rest = rest.replace(said[0], '，');
  const segments: string[] = [];
  const brings: string[] = [];
  for (const segment of rest.split(/[,，。;；!！\n\s]+/).filter(Boolean)) {
    const bare = segment.replace(openings, '');
    if (bringing.test(bare) && !describesWork(bare)) {
      brings.push(bare.replace(/^(?:请|记得|大家|注意|务必)+/, ''));
      continue;
    }
    const only = placeOnly.exec(bare);
    const prefix = placePrefix.exec(bare);
    if (only && !venue) venue = only.groups!['place'];
    else if (prefix && !venue) {
      venue = prefix.groups!['place'];
      segments.push(bare.slice(prefix[0].length));
    } else segments.push(bare);
  }
  const title = titleOf(segments);
  const total = seats ?? shifts?.reduce((sum, s) => sum + s.seats, 0);
  return {
    ...(title ? { title } : {}),
    ...(venue ? { venue } : {}),
    ...(meetingPoint ? { meetingPoint } : {}),
    ...(brings.length > 0 ? { bring: brings.join('、') } : {}),
    ...(total ? { seats: total } : {}),
    ...(when ? { when } : {}),
    ...(shifts ? { shifts } : {}),
  };
}

/** Several activities in one message, each with a time of its own; otherwise the whole is one. */
export function readActivities(text: string, now: Date): Activity[] {
  const parts = text
    .split(/[;；\n]|(?<=。)|(?:^|\s)[1-9][.、)](?=[^0-9])|第[二三]个(?:是)?[:：,，]?/)
    .filter((p) => p.trim().length >= 6);
  const timed = parts.filter((p) => readWhen(p, now)?.start?.length === 16);
  if (timed.length < 2) return [readActivity(text, now)];
  // A part without a time belongs to the one before it.
  const groups: string[] = [];
  for (const part of parts) {
    if (timed.includes(part) || groups.length === 0) groups.push(part);
    else groups[groups.length - 1] += `，${part}`;
  }
  return groups.map((g) => readActivity(g, now)).filter((a) => a.when?.start);
}
