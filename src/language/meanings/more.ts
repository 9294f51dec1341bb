/**
 * What somebody adds to the need just reported: when, where, which phone. The line holds nothing else, or begins by saying
 * that it adds something; whatever is a matter of its own is read elsewhere, before. Pure.
 */
import type { Situation } from '../../chat/context.ts';
import type { Meaning } from '../../chat/meaning.ts';
import type { Line } from '../line.ts';
import { readPhones } from '../phone.ts';
import { readPlaces } from '../place.ts';
import { readTime } from '../time/time.ts';
import { needSlots } from './need.ts';
import { sure } from './reader.ts';

/** Longer lines are stories. */
const longest = 40;
const adds =
  /^(?:补充(?:一下|一点|说明)?|对了|忘了说|忘记说了?|刚才忘了说|再说一下|更正(?:一下)?)[,，:：、 ]*(?=\S{4})/;
/** How it would suit best. */
const wishes = /^(?:最好|尽量|可以的话|方便的话)/;
/** Another matter, not more of the same. */
const another = /还有(?:个|一)|另外|又有?|也(?:坏|漏|堵|不|要|想|没)|(?:别|其他)的事/;
const free =
  /随时(?:都)?(?:行|可以|方便)?|(?:什么时候|啥时候|哪天|几点)都(?:行|可以|方便)|(?:一直|整天|全天)?(?:都)?在家|有人(?:在)?|有空|方便|得空|不着急|不急/;
/** Words that only hold the others together. */
const glue =
  /白天|[全整一]天|我们?|俺|咱|家里?|住在?|电话|手机号?|号码|门牌号?|地址|联系|打|上门|过来|来|去|都|就|也|还|再|是|在|的|了|吧|呢|哈|啊|呀|哦|行|可以|好|成|以后|之后|之前|以前|后|前|左右|或者?|和|到|这个|那个|您们?|你们?|请|麻烦|谢谢/g;

/** Takes the spans out of a text. */
function without(text: string, spans: readonly (readonly [number, number])[]): string {
  return text
    .split('')
    .filter((_, i) => !spans.some(([from, to]) => i >= from && i < to))
    .join('');
}

/**
 * The addition that a line is, with the need as its target; undefined when it is none.
 * @param read what the line says by itself: 对了，阀门在水池下面 sounds like a need of its own
 */
export function readMore(line: Line, s: Situation, read: readonly Meaning[]): Meaning | undefined {
  const { text, now } = line;
  if (s.chat !== 'direct' || !s.lately || s.question || text.length > longest || line.mood.question) return undefined;
  const ofNeed = read.every(({ does, slots }) => does === 'reportNeed' && !slots.emergency);
  if (!ofNeed) return undefined;
  const time = readTime(text, now).spans;
  const doors = readPlaces(text).map(({ at, end }): [number, number] => [at, end]);
  const phones = readPhones(text).map(({ at, end }): [number, number] => [at, end]);
  const tells = time.length + doors.length + phones.length > 0 || free.test(text);
  const rest = without(text, [...time, ...doors, ...phones])
    .replace(free, '')
    .replace(glue, '');
  const bare = tells && !/[\p{L}\p{N}]{2}/u.test(rest);
  const saysSo = (adds.test(text) || (wishes.test(text) && time.length > 0)) && !another.test(text);
  if (!saysSo && !(bare && read.every(({ slots }) => !slots.category))) return undefined;
  return { does: 'reportNeed', slots: needSlots(text, now), target: [s.lately], confidence: sure };
}
