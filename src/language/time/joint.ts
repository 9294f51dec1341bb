/** What stands between two pieces: nothing that parts them, a range mark, a list mark, or other talk. */

export type Joint = 'touch' | 'to' | 'and' | 'far';

const TO =
  /^[\s日号)）]*(?:开始|开放|起|开门)?[,，]?\s*(?:一直)?(?:到|至|-{1,3}|~{1,3}|…{1,2}|直到)(?:当[天日]|同日|了)?[\s(（]*$/;
const AND = /^[\s)）]*(?:、|,|，|\/|和|及|与|跟|或者?|还是|以及|&|\+|\.|还有|连着|或是)\s*$/;
const TOUCH =
  /^[\s()（）[\]的:：T|]*(?:大概|大约|约|差不多|就|在|早|是|准时|开始|时间|当天|那天|这天|一天|每|都|各)?[\s:：(（]*$/;
const LONGEST = 10;

export function jointOf(text: string, from: number, to: number): Joint {
  if (to - from > LONGEST) return 'far';
  const gap = text.slice(from, to);
  if (TOUCH.test(gap)) return 'touch';
  if (TO.test(gap)) return 'to';
  return AND.test(gap) ? 'and' : 'far';
}
