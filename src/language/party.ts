/** How many come together: 带我俩, 我们4个, 一家三口, 我+李想, 2人, 我妈也去. Pure. */
import type { Slots } from '../chat/meaning.ts';
import { readNumeral } from './numeral.ts';
import { all, match, says } from './says.ts';

const count = '([0-9]{1,3}|[一二两三四五六七八九十]{1,3})';
const us = '(?:我屋[里头]|我们?|咱们?|俺们?|阿拉|我家|咱家|俺家|我们家)';
/** Where people come from together. */
const unit =
  '(?:部门|单位|小组|公司|楼|单元|宿舍|寝室|党小组|党支部|支部|办公室|科室|车间|班组|班级|班里?|工会|店里?|厂里?|学校|团队|队里?|屋[里头]|家里)';
const relative =
  '(?:老伴|老公|老婆|媳妇|爱人|对象|男朋友|女朋友|儿子|女儿|闺女|儿媳妇?|女婿|孩子|小孩|娃|老妈|老爸|妈妈?|爸爸?|婆婆|公公|爷爷|奶奶|姥姥|姥爷|外婆|外公|孙子|孙女|外孙女?|弟弟?|妹妹?|哥哥?|姐姐?|室友|同事|朋友|闺蜜|同学|同桌|战友|家属|邻居|先生|太太|家里那口子|姐夫|嫂子|表弟|表妹|表哥|表姐|那口子|另一半|老头子?)';
/** Numbers of people that belong to somebody else: what is wanted, missing or there already. */
const notOurs =
  /(?:还?缺|还?差|需要?|招|限|满|还?要|还有|已经?有|已经?报了?|报了|最多|至少|上限|再来|来了|剩|名额|只有|每[组队]|分成|够|超过|不到|前|第) ?$/;

const fixed: readonly (readonly [RegExp, number])[] = [
  [
    new RegExp(
      `${us}(?:俩|两口子|两个人?|两人|二人|两位)|带(?:上|着)?我俩|两家头|(?:娘|爷|姐|哥)儿?俩|(?:夫妻|母女|父子|母子|父女|婆媳|姐妹|兄弟|姐弟|兄妹|老|小)(?:俩|两口子?|二人|两个)|爷(?:儿)?俩|娘(?:儿)?俩|俺俩|咱俩|俩人|两口子|我俩|一对夫妻`,
    ),
    2,
  ],
  [new RegExp(`${us}(?:仨|三口|哥仨|姐仨)|带(?:上|着)?我仨|一家三口|仨人|哥仨|姐仨|爷仨|娘仨`), 3],
];
const family = new RegExp(`(?:一家子?|全家|家里)(?:共|一共|老小)?${count}口`);
const oursCounted = new RegExp(
  `(?:${us}(?:的)?(?:这边|${unit})?|${unit})(?:一共|总共|全体|共|出|来|去|报|派|组织|能|可以|要|想|大概){0,3}${count}(?:个(?![月小星点钟号])|人|位|口|名)`,
);
const changed = new RegExp(
  `(?:改成|改为|改到|改(?=[0-9一二两三四五]{1,2} ?(?:个|位|人|名))|变成|变为|加到|增加到|减到|减为|减成|换成|调成|调到|变) ?(?:就|只有?)?(?:我|俺|咱)?(?:们)?${count} ?(?:个人?|人|位|名)?(?![0-9点号月:：])`,
);
const counted = new RegExp(
  `${count} ?(?:个人|人(?!民|家|手|类|物|生|品|格|气|间|次)|位(?!置)|名(?!额)|口(?:人)?(?!井|号|子|气|味|水)|个(?:名额|位子|大人|成年人|劳动力|壮劳力))`,
  'g',
);
const seatsKept = new RegExp(
  `(?:留|占|要|报|加)(?:上|我|俺|了)?([俩仨]|${count.slice(1, -1)})个?(?:位置?|位子|名额|座位?)`,
);
/** 来俩, 俺家去俩. */
const severalCome = /(?:来|去|出|报|加|上|凑|占|有|家)(?:我们)?([俩仨])(?!月|小时|星期|礼拜|钟头|包子)/;
const claimedCount = new RegExp(
  `(?:报名|报|认领|占|加|带|留|要|来|算)(?:上|我|了|我们|咱)?${count}个(?=$|[\\s,，。!！~吧哈啊呀])`,
);
const together = new RegExp(
  `算上?我(?:和|跟|还有)(?:[小老][\\u4e00-\\u9fff]|[\\u4e00-\\u9fff]{1,2}(?:姐|哥))|我[,，、 ]*(?:[+和跟带与]|还有|加上?) ?(?:上|着)?(?:我|我家|俺)?(?:的)?${relative}`,
);
const also = new RegExp(
  `${relative}(?:和|跟)(?:我|俺)(?:都|也|一起|两)|(?:我|俺|还有我?|再加我?)${relative}(?:${'和|跟|、'}?${relative})?也(?:要|想|一起)?(?:来|去|参加|报)`,
);
const bring = new RegExp(
  `带(?:上|着|个|一个|我)?(?:我|我家|俺)?(?:的)?${relative}(?=$|[\\s,，。!！)~]|一起|一块|也?[来去]|参加|报)`,
);
const named = /(?:我|俺)[+＋加和跟]([\u4e00-\u9fff]{2,3})(?=$|[\s,，。!！]|[0-9一二两]|一起报|一块报|都报)/;
/** 带俩同事, 带两个孩子: they and the speaker. */
const broughtAlong =
  /(?:带|加|领|捎)(?:上|着|了)?([俩仨]|[一二两三四五2-5](?=个))个?(?:同事|朋友|孩子|娃|人|同学|邻居|闺蜜|家人|老人)/;
/** 我跟小陈都去. */
const withFriend =
  /(?:我|俺)(?:和|跟|与)[\u4e00-\u9fff]{1,3}(?:(?:两个)?(?:都|两个)(?:要|想|一起)?(?:去|来|报|参加)|一起|一块儿?|一道|结伴)/;
/** 我一个 我妹一个. */
const ones = /(?:我|俺|[\u4e00-\u9fff]{1,3})一个(?=$|[\s,，。、!！]|我)/g;
const plus = /(?:^|[^0-9]) ?\+ ?([0-9]{1,2})(?![0-9])/;

const value = (said: string | undefined) => (said === undefined ? undefined : (readNumeral(said) ?? undefined));

/** Several people by number: the first that is ours. */
function countedPeople(text: string): number | undefined {
  for (const m of all(counted, text)) {
    if (notOurs.test(text.slice(Math.max(0, m.index - 5), m.index))) continue;
    return value(m[1]);
  }
  return undefined;
}

/** A change of a party that stands: 从1个改成3个, 加到5人. */
export function readResize(text: string): number | undefined {
  return value(match(changed, text)?.[1]);
}

/** How many people the speaker speaks for, or undefined when the text does not say. `+1` alone means one person. */
export function readParty(text: string): number | undefined {
  const ours = value(match(oursCounted, text)?.[1]);
  const direct =
    readResize(text) ?? value(match(family, text)?.[1]) ?? (ours === 1 ? undefined : ours) ?? countedPeople(text);
  if (direct !== undefined) return direct > 0 && direct <= 500 ? direct : undefined;
  const brought = value(match(broughtAlong, text)?.[1]?.replace('俩', '两').replace('仨', '三'));
  if (brought) return brought + 1;
  const families = /([一二两三四])大([一二两三])小/.exec(text);
  if (families) return (value(families[1]) ?? 0) + (value(families[2]) ?? 0);
  for (const [pattern, size] of fixed) if (says(pattern, text)) return size;
  const each = text.match(ones)?.length ?? 0;
  if (each > 1) return each;
  const kept = value(match(seatsKept, text)?.[1]?.replace('俩', '两').replace('仨', '三'));
  if (kept !== undefined && kept > 1) return kept;
  const come = match(severalCome, text)?.[1];
  if (come) return come === '俩' ? 2 : 3;
  const claimed = value(match(claimedCount, text)?.[1]);
  if (claimed !== undefined && claimed > 1) return claimed;
  const added = value(match(plus, text)?.[1]);
  if (added !== undefined && added > 1) return added;
  const pair = [together, also, withFriend, bring, named].some((pattern) => says(pattern, text));
  return pair ? 2 : undefined;
}

/** How many the speaker speaks for, as slots. */
export function partySlots(text: string): Pick<Slots, 'partySize' | 'resize'> {
  const size = readParty(text);
  if (size === undefined) return {};
  return { partySize: size, ...(readResize(text) === undefined ? {} : { resize: true }) };
}

/** Wording → number of people. */
export const wordings: readonly (readonly [string, number | undefined])[] = [
  ['带我俩', 2],
  ['算我们4个', 4],
  ['我们四个人都去', 4],
  ['一家三口', 3],
  ['我们一家5口', 5],
  ['我+李想,2人', 2],
  ['我+李想', 2],
  ['3号 王建国 2人', 2],
  ['两个人', 2],
  ['+1', undefined],
  ['+2', 2],
  ['我妈也去', 2],
  ['我和老伴都去', 2],
  ['带儿子一起', 2],
  ['我俩', 2],
  ['老两口', 2],
  ['爷仨', 3],
  ['我们仨', 3],
  ['从1个改成3个', 3],
  ['改成5人', 5],
  ['二小 5 人', 5],
  ['报三个', 3],
  ['报两个', 2],
  ['我们党小组来6个', 6],
  ['还缺3人', undefined],
  ['需要5个人', undefined],
  ['招3名志愿者', undefined],
  ['算我一个', undefined],
  ['报名3', undefined],
  ['跟王姐一块儿', undefined],
  ['再来一个人就行', undefined],
];
