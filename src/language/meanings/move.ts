/** Changing from one number to another: 把我3号挪到5号, 我从3号换去5号吧, 5号我退了 换成6号. Pure. */
import type { Meaning, Ref } from '../../chat/meaning.ts';
import { frame } from '../frame.ts';
import { says } from '../says.ts';
import { exists, refsOf, sameRef } from '../which.ts';
import { certain, likely, type MeaningReader } from './reader.ts';

const own = {
  from: '{ref}(?:号|的|那个|那场|活动|任务|报名|名额)*',
  to: '{ref}(?:号|的|那个|那场|活动|任务|里)*',
  move: '(?:换|改|挪|转|调|移|跳)(?:报|成|到|去|为|成报|去报|到报|报成|作)(?:名)?',
  why: '[\\u4e00-\\u9fff]{0,8}?',
};
const moved = [
  // 把我3号挪到5号; 3号帮我换成5号; 我从3号换去5号吧.
  '{lead}(?:{me})?(?:想|要|能不能|可以)?(?:把|从|由)?(?:{me}的?)?{from}(?:{me})?(?:想|要|给我|帮我|麻烦|能不能|可以)*{move}{to}{tail}',
  // 5号我退了 换成6号; 4号去不了了 给我改报8号.
  '{lead}(?:取消|退掉?|不去)?{from}{why}(?:退|取消|撤|不去|不报|不来|去不了|来不了|去不成|冲突|赶不上)(?:掉|了|吧|下)*{why}(?:{me})?(?:想|要|给我|帮我|麻烦|直接|就|那)*(?:{move}|换){to}{tail}',
].map((source) => frame(source, { ...own, tail: '{soft}{nod}' }));

/** Reads a change of mind that names both numbers: a release and a claim. A leader who moves an activity means a day. */
export const readMove: MeaningReader = (line, s) => {
  if (line.text.length > 40 || line.mood.hearsay || line.mood.hypothesis) return [];
  const refs = refsOf(line.whole);
  if (refs.length !== 2 || (s.role === 'leader' && !/[我俺]/.test(line.text))) return [];
  if (!moved.some((pattern) => says(pattern, line.whole.skeleton))) return [];
  const [from, to] = refs as [Ref, Ref];
  const held = s.holds === 'any' || s.holds.some((ref) => sameRef(ref, from));
  const known = held && exists(from, s) && exists(to, s);
  const one = (does: Meaning['does'], ref: Ref): Meaning => ({
    does,
    slots: { refs: [ref] },
    confidence: known ? certain : likely,
  });
  return [one('release', from), one('claim', to)];
};
