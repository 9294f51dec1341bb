/** Check-in and check-out: 签到, 我到了, 签退 一共2小时10分, 服务结束. */
import type { Situation } from '../../chat/context.ts';
import type { Meaning, Ref, Slots } from '../../chat/meaning.ts';
import { frame } from '../frame.ts';
import type { Clause, Line } from '../line.ts';
import { looksLikeName } from '../person.ts';
import { says } from '../says.ts';
import { toLocal } from '../time/calendar.ts';
import { exists, freshPost, refsOf, sameRef } from '../which.ts';
import { leaves, saysArrived } from './arrival.ts';
import { addressed, certain, type MeaningReader, sure, weak } from './reader.ts';

const own = {
  inn: '(?:(?:签个?到){1,2}|打个?卡(?:签到)?|(?:报个?到){1,2}|开始服务|服务开始|开始(?:值班|值守|干活|上岗)|上岗|到岗|到位|就位|(?:值班|值守|活动|巡逻)开始)',
  out: '(?:(?:签个?退){1,2}|下线|下岗|服务结束|结束服务|服务完毕|(?:活动|值班|值守|任务|巡逻)?(?:结束|完事儿?|收工|撤)(?:了|啦)?|服务完了|打卡下班|离岗|退岗)',
  fill: '(?:走人|收工|收拾好了|现场|老规矩|到场|打卡|要|想|先|吃饭|结束|活动|服务|忙完|干完|回家|走了|撤了?|下班|我|俺|本人|也|已|已经|来|补|补个?|到了?|现在|准时|成功|完成|一下|个|了|啦|{ref}|{thing}|Ⓣ|Ⓗ|[小老][\\u4e00-\\u9fff]|Ⓓ|Ⓟ|Ⓒ|⊕|一共|总共|共|{soft}|{nod}|帮我|给我|麻烦|请|小助手|小援|书记|老师|组长|主任|大家|各位|人到|忘|忘记|志愿者){0,5}',
};
const checkIn = frame('{fill}{inn}{fill}', own);
const checkOut = frame('{fill}{out}{fill}', own);
const forgot = /忘(?:了|记)?签到|补(?:一?下)?(?:个)?(?:签(?!退)|卡)|(?:漏|没来得及)签到/;
const forgotOut = /忘(?:了|记)?签退|补(?:一?下)?(?:个)?签退|漏签退/;
const maybe = /现场|就位|门|开始|补卡|完|签|到|卡|岗|服务|结束|完事|收工|下班|撤|退|来|达|走|回|离开|好了|搞定/;
const notThis =
  /签到(?:表|处|台|本|册|墙|引导|有礼|领|送|排队|太|得|码|簿|率|地点|时间|是|在哪|怎么)|(?:大家|记得|别忘|请|没|未|还没|谁|不用|要不要|都)[^,，。]{0,4}(?:签到|签退|打卡)|积分|公里|早起|第[0-9一二三四五六七八九十]+天|跑步|健身|学习强国|单词|网红|景点|下班打卡|上班|公司/;
/** Only the word itself: other talk of 打卡, 结束 or 撤 is not about service. */
const plainIn = /签到|签个到|报到|开始服务|服务开始|到岗|上岗/;
const plainOut = /签退|签个退|服务结束|结束服务|服务完毕|离岗|退岗/;

/** 七点五十到的, said at 8:50, was in the morning. */
function soFar(time: string, line: Line): string {
  const now = toLocal(line.now).slice(11, 16);
  const early = `${String(Number(time.slice(0, 2)) - 12).padStart(2, '0')}${time.slice(2)}`;
  return time > now && time >= '12:00' && early <= now && !/下午|晚|中午/.test(line.text) ? early : time;
}

function slotsOf(line: Line, said?: Clause): Slots {
  // 5号签退了 下回6号还算我: the number beside the word is meant.
  const beside = said ? refsOf(said, false) : [];
  const refs = beside.length > 0 ? beside : refsOf(line.whole, false);
  const bare = refsOf(line.whole).filter(() => /^(?:Ⓡ|Ⓑ)|(?:签到|签退)(?:Ⓡ|Ⓑ)$/.test(line.whole.skeleton));
  const numbers = refs.length > 0 ? refs : bare;
  const when = line.times;
  const duration = line.minutes;
  const name = /^([\u4e00-\u9fff]{2,3})(?=签[到退])/.exec(line.original)?.[1];
  return {
    ...(numbers.length > 0 ? { refs: numbers } : {}),
    ...(name && looksLikeName(name) ? { names: [name] } : {}),
    ...(when.time ? { time: soFar(when.time, line) } : {}),
    ...(duration ? { durationMin: duration } : {}),
    ...line.party,
  };
}

function confident(plain: boolean, slots: Slots, s: Situation): number {
  if (slots.refs && !slots.refs.every((r) => exists(r, s))) return weak;
  if (s.smalltalk && !plain) return weak;
  return plain ? certain : addressed(s) ? sure : weak;
}

function open(s: Situation): Meaning['target'] {
  const post = freshPost(s);
  if (post?.kind === 'checkIn') return post.refs;
  if (/签到/.test(s.quote?.text ?? '')) return [];
  if (s.items === 'any') return undefined;
  const now = s.items.filter((i) => i.checkInOpen);
  return now.length === 1 ? [now[0]!.ref] : undefined;
}

/** In direct chat, the one thing that the speaker holds. */
const ownOne = (s: Situation) =>
  s.chat === 'direct' && s.holds !== 'any' && s.holds.length === 1 ? s.holds : undefined;

interface Attendance {
  clause?: Clause;
  does: 'checkIn' | 'checkOut';
  /** The words can mean nothing else. */
  plain: boolean;
  target?: Ref[];
}

/** What a clause says of coming or going, if anything. */
function clauseSays(clause: Clause, here: Meaning['target'], s: Situation): Attendance | undefined {
  const { mood } = clause;
  const named = /^([\u4e00-\u9fff]{2,3}?)(?=签|到|已)/.exec(clause.skeleton)?.[1];
  const skeleton = named && looksLikeName(named) ? clause.skeleton.slice(named.length) : clause.skeleton;
  if (skeleton.length > 30 || !says(maybe, skeleton)) return undefined;
  if (mood.question || mood.hypothesis || mood.negated || mood.exhort || mood.trade) return undefined;
  if (says(checkOut, skeleton)) return { does: 'checkOut', plain: plainOut.test(skeleton) };
  if (here && /^(?:活动)?开始(?:了|啦)$/.test(skeleton)) return { does: 'checkIn', plain: true };
  if (says(checkIn, skeleton))
    return {
      does: 'checkIn',
      plain: plainIn.test(skeleton) || here !== undefined || /Ⓡ.{0,2}打卡|打卡.{0,2}Ⓡ/.test(skeleton),
    };
  const come = saysArrived(clause, here, s);
  if (!come) return undefined;
  return { does: 'checkIn', plain: true, ...(come === 'yes' ? {} : { target: come }) };
}

/** Reads check-ins and check-outs. “我到了” counts only while check-in is open. */
export const readAttend: MeaningReader = (line, s) => {
  const text = line.text;
  if (!says(maybe, text) || says(notThis, text)) return [];
  if (!addressed(s) && /^下班(?:签退|打卡)/.test(text)) return [];
  const here = open(s);
  const left = leaves(line, s);
  if (left) return [{ does: 'checkOut', slots: slotsOf(line), confidence: certain, target: left }];
  const said: Attendance | undefined = says(forgotOut, text)
    ? { does: 'checkOut', plain: true }
    : says(forgot, text)
      ? { does: 'checkIn', plain: true }
      : line.clauses
          .flatMap((clause): Attendance[] => {
            const found = clauseSays(clause, here, s);
            return found ? [{ ...found, clause }] : [];
          })
          .sort((a, b) => Number(b.plain) - Number(a.plain))[0];
  if (!said) return [];
  const slots = slotsOf(line, said.clause);
  const { holds } = s;
  const about = said.target ?? (said.does === 'checkIn' ? (here ?? ownOne(s)) : s.served);
  // Others may be checking in for something that this speaker does not hold.
  const own = about && (holds === 'any' || about.some((ref) => holds.some((held) => sameRef(held, ref))));
  const target = !slots.refs && own ? { target: about } : {};
  return [{ does: said.does, slots, confidence: confident(said.plain, slots, s), ...target }];
};
