/** The time of a line, as slots want it. Pure. */
import type { When } from '../chat/meaning.ts';

export function readWhen(_text: string, _now: Date): When | undefined {
  return undefined;
}
/** Date and time slots. */
export function dateSlots(_text: string, _now: Date): { when?: When; date?: string; time?: string } {
  return {};
}
