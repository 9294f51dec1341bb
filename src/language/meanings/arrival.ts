/** Coming and going in other words than 签到 and 签退: 到集合地点了, 3号我已到现场, 已经到刘奶奶家门口了; 我先走了, 都弄好了. Pure. */
import type { Situation } from '../../chat/context.ts';
import type { Ref } from '../../chat/meaning.ts';
import { frame } from '../frame.ts';
import type { Clause, Line } from '../line.ts';

const own = {
  home: '(?:Ⓗ|[\\u4e00-\\u9fff]{1,3}(?:奶奶|爷爷|大爷|大妈|大娘|阿姨|叔叔?|婆婆|伯伯))(?:家|家里|那儿|那边)',
  site: '(?:敬老院|养老院|福利院|活动室|活动中心|社区|居委会?|广场|公园|花园|中心|河边|河道|路口|站点|桶站|图书室|阅览室|党群(?:服务)?中心|食堂|Ⓟ|[东南西北](?:大?门|广场))',
  spot: '(?:现场|集合(?:地点|点|地|处)|门口|楼下|位|岗|岗位|这儿|这里|这边|单元|{site}|{home}|[他她]家|老人家)',
  soon: '(?:也|都|已经?|刚刚?|提前|准时|终于|现在|就|人|先){0,3}',
};
const arrived = frame(
  '{lead}(?:{refs}{thing})?(?:{me}|大家)?(?:(?:和|跟)[\\u4e00-\\u9fff]{1,3}?)?{soon}(?:(?:到|来|来到|抵达|到达|赶到|走到|在|进了?)(?:了|啦|达)?{spot}?(?:门口|楼下|集合|这边)?(?:了|啦|咯|喽)?){1,3}{soft}(?:书记|老师|组长|主任|大家|各位)?(?:怎么|咋)?(?:没(?:看|瞧)?(?:见|到|有)?(?:一个)?人)?',
  own,
);
const there = frame('{lead}(?:{me})?{soon}(?:{spot}(?:了|啦)|上门(?:了|啦)?){soft}', own);
const site = new RegExp(frame(own.site).source.slice(1, -1));

/** What one holds now and could be serving: one activity whose time it is, or all that is known. */
function servingNow(s: Situation): Ref[] | undefined {
  if (s.served?.length) return s.served;
  const { items, holds } = s;
  if (items === 'any' || holds === 'any') return undefined;
  const now = items.filter((item) => item.checkInOpen && holds.some((ref) => ref.number === item.ref.number));
  return now.length === 1 ? [now[0]!.ref] : undefined;
}

/**
 * Whether a clause says that one has come, and to which of one's own things.
 * @param open what check-in is open for, as far as the chat shows it
 */
export function saysArrived(clause: Clause, open: readonly Ref[] | undefined, s: Situation): Ref[] | 'yes' | undefined {
  const { skeleton } = clause;
  if (skeleton.length > 24 || !(arrived.test(skeleton) || there.test(skeleton))) return undefined;
  // 我在西门，看见车了 tells where one is, of something else.
  if (s.chat === 'group' && /在/.test(skeleton) && !/[到来抵赶进位岗了啦]|现场|集合/.test(skeleton)) return undefined;
  if (open) return 'yes';
  // 准时到 promises to come.
  if (!/[了啦咯喽已达刚]|^到$/.test(skeleton)) return undefined;
  const numbered = /Ⓡ/.test(skeleton) && /到|现场/.test(skeleton);
  if (numbered && (s.chat === 'direct' || /我|俺|现场|岗/.test(skeleton))) return 'yes';
  if (s.chat !== 'direct' || s.role === 'resident') return undefined;
  if (s.holds !== 'any' && s.holds.length === 1) return s.holds;
  return /现场|集合|^已到|到[位岗达]/.test(skeleton) || site.test(clause.text) || /Ⓡ/.test(skeleton)
    ? 'yes'
    : undefined;
}

/** Said by somebody who is checked in. */
const finishing =
  /^(?:我|俺|都|活儿?|已经?|这边|今天|那边)*的?(?:干|做|忙|忙活|搞|弄|服务|收拾)?(?:完|结束|搞定|完成|弄好|干完|忙好)(?:了|啦|事|收工)|收工|撤了|^(?:活动|服务|任务)?(?:结束|完成)[了啦]?(?=$|[\s,，])|^(?:今天|那)?(?:就|先)到这/;
/** The same in direct chat, where nobody else is told. */
const leaving =
  /^(?:好了|那|我们?|俺|先|就|这就|准备|现在|也|已经|都|[\s,，])*(?:走|撤|回(?:家|去|来)?|溜|闪|离开|下班|退场|到家)(?:了|啦|咯|喽)?(?=$|[啊哈吧,，。 ])/;

/** What the speaker leaves, when the line says that they are done or go. */
export function leaves(line: Line, s: Situation): Ref[] | undefined {
  const { text } = line;
  if (text.length >= 20 || line.mood.question) return undefined;
  const serving = servingNow(s);
  const gone = finishing.test(text) || (s.chat === 'direct' && leaving.test(text));
  return serving && gone && (s.served || s.chat === 'direct') ? serving : undefined;
}
