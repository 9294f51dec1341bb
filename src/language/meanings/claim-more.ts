/** One more comes along with somebody who holds a seat, or one less: 再加一个人, 加上我儿子, 少来一个. Pure. */
import type { Situation } from '../../chat/context.ts';
import type { Meaning } from '../../chat/meaning.ts';
import type { Line } from '../line.ts';
import { readNumeral } from '../numeral.ts';
import { match } from '../says.ts';
import { freshPost } from '../which.ts';
import { addressed } from './reader.ts';

const kin =
  '我?(?:家)?(?:老公|老婆|老伴|爱人|媳妇|对象|男朋友|女朋友|儿子|女儿|闺女|孩子|[爸妈]|同事|朋友|室友|闺蜜|姐|妹|哥|弟)';
const many = '(?<n>[1-9一两二三俩仨])?个?(?:人|位|名)?';
const start = '^(?:那|对了|哦|麻烦|请|帮我?|我(?:这边|们家|们|家)?)*';
const end = '(?:吧|啊|呀|哈|哦|啦|了|一起|可以吗|行吗|谢谢)*$';
/** Said with a number that grows, or with somebody who is named by what they are to the speaker. */
const more = new RegExp(
  `${start}(?:再|多|还要|还想)+(?:给我)?(?:(?:加|带|报|添|算)(?:上)?${many}|来(?<m>[1-9一两二三俩仨])个?人)${end}`,
);
const withKin = new RegExp(
  `${start}(?:再|还)?(?:加上|带上|算上|添上)${kin}${end}|^${kin}(?:也|都)(?:要|能|可以)?(?:来|去|一起|参加)${end}`,
);
const less = new RegExp(`${start}(?:少|减)(?:来|去|带)?${many}${end}`);
/** In the group somebody must be meant: 再加一个人 is said of much else. */
const own = /我|俺|咱/;

/** Reads such a change of what the speaker alone holds; nothing when that is not one thing. */
export function readPartyBy(line: Line, s: Situation): Meaning | undefined {
  const held = s.ownHolds ?? [];
  const [only] = held;
  if (!only || held.length > 1 || line.mood.question || line.text.length > 16) return undefined;
  if (!addressed(s) && !(freshPost(s) && own.test(line.text))) return undefined;
  const text = line.text.replace(/[\s,，。.!！~]/g, '');
  const found = match(more, text) ?? match(withKin, text);
  const fewer = found ? undefined : match(less, text);
  const said = found ?? fewer;
  if (!said) return undefined;
  const n = said.groups?.['n'] ?? said.groups?.['m'];
  const count = n === '俩' ? 2 : n === '仨' ? 3 : n ? (readNumeral(n) ?? 1) : 1;
  return { does: 'claim', slots: { partyBy: fewer ? -count : count }, confidence: 0.94, target: [only] };
}
