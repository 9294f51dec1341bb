/** How many come with somebody who holds a seat already: 改成我一个人, 我儿子不去了，今晚就我一个. Pure. */
import type { Situation } from '../../chat/context.ts';
import type { Meaning, Ref } from '../../chat/meaning.ts';
import type { Line } from '../line.ts';
import { readResize } from '../party.ts';
import { says } from '../says.ts';
import { refsOf, sameRef } from '../which.ts';
import { byNumber, byWords, named, timeFits } from './known-which.ts';
import { addressed } from './reader.ts';

const alone =
  /(?:就|只(?:有|剩)?|改成?|剩|变成)(?:下)?[我俺](?:自己)?(?:一个|1个)?人?[去来了吧]*$|(?:改成?|变成)[我俺]?(?:自己)?(?:一个|1个|1)人$/;

/** 送防暑包改成我一个人; 绘本我女朋友来不了了，就我一个: the size of what the speaker holds. */
export function resized(line: Line, s: Situation): Meaning | undefined {
  if (s.items === 'any' || s.holds === 'any' || line.mood.question || /[不没别][改减变加]/.test(line.text))
    return undefined;
  const size = line.sentences.some((clause) => says(alone, clause.text)) ? 1 : readResize(line.text);
  if (size === undefined || !/[我俺咱]|人/.test(line.text)) return undefined;
  const holds = s.holds;
  const isHeld = (ref: Ref) => holds.some((held) => sameRef(held, ref));
  const held = { ...s, items: s.items.filter((item) => isHeld(item.ref)) };
  const numbers = line.sentences.flatMap((clause) => byNumber(clause, held));
  // 5号改成我一个人, by somebody who holds something else: it is not about that.
  if (numbers.length === 0 && line.sentences.some((clause) => refsOf(clause, false).length > 0)) return undefined;
  const words = byWords(line.sentences[0]?.text ?? '', line, held, 0.45);
  // 我儿子不去了，今晚就我一个: the one thing that is held at that time.
  const then = held.items.filter((item) => timeFits(line.text, line, item));
  const only = holds.length === 1 && addressed(s) ? holds[0] : undefined;
  const timed = then.length === 1 && named.test(line.text) ? then[0]!.ref : undefined;
  const target = numbers[0] ?? words ?? only ?? timed;
  return target && { does: 'claim', slots: { partySize: size, resize: true }, confidence: 0.95, target: [target] };
}
