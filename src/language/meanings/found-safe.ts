/** Somebody is well: an alarm about them is over, a visit found nothing wrong. Pure. */
import type { Situation } from '../../chat/context.ts';
import type { Meaning, Slots } from '../../chat/meaning.ts';
import type { Line } from '../line.ts';

const safe =
  /找[到着]了|没(?:什么|啥|大)?事|虚惊|平安|好好的|回来了|醒了|没大碍|无大碍|没伤|开门了|联系上了|在(?:家|楼下|亲戚|女儿|儿子|医院)/;

/** Somebody about whom an alarm stands is found or well: 文奶奶找到了，在楼下晒太阳. In the group that is talk among people. */
export function foundSafe(line: Line, s: Situation, slots: Slots): Meaning | undefined {
  const about = s.alarms?.find((name) => line.text.includes(name));
  if (!about || s.chat !== 'direct' || s.role === 'resident' || line.mood.question || !safe.test(line.text))
    return undefined;
  return { does: 'recordVisit', slots: { ...slots, beneficiary: about, safe: true }, confidence: 0.94 };
}

const well = /挺好|都好|不错|精神|没(?:什么|啥)?事/;
const unwell = /不好|高|疼|晕|漏|老化|坏/;

/** Whether a visit that is told of found everything in order. */
export const soundsWell = (text: string): boolean => well.test(text) && !unwell.test(text);
