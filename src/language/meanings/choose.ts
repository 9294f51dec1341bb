/** The clever part: of all that a line could mean, what it does mean. */
import type { Situation } from '../../chat/context.ts';
import type { Does, Meaning } from '../../chat/meaning.ts';
import { meanings as intents } from '../../chat/meaning.ts';
import type { Line } from '../line.ts';
import { meaningReaders } from './all.ts';

/** Pairs that one line can mean at once; any other pair is one meaning read twice, and the surer one stays. */
const together: readonly (readonly [Does, Does])[] = [
  ['checkIn', 'release'],
  ['release', 'claim'],
  ['cancel', 'publish'],
  ['reportNeed', 'claim'],
  ['done', 'checkOut'],
  ['recordVisit', 'reportNeed'],
  ['done', 'reportNeed'],
  ['done', 'claim'],
  ['rate', 'reportNeed'],
];

/** Meanings that leave no room for another: an emergency, an order of a leader, a swap. */
function settles(m: Meaning): boolean {
  return m.does === 'reportNeed' && m.slots.emergency !== undefined;
}

/** Silent chatter in the group that looks like a meaning: too long to be meant for the bot, or talk of something else. */
function outOfPlace(m: Meaning, line: Line, s: Situation): boolean {
  if (s.chat === 'direct' || s.mention) return false;
  if (m.does === 'reportNeed' || m.does === 'publish' || m.does === 'recordVisit' || m.does === 'done') return false;
  return line.text.length > 80;
}

function compatible(a: Meaning, b: Meaning): boolean {
  return together.some(([x, y]) => (a.does === x && b.does === y) || (a.does === y && b.does === x));
}

/** All that the readers find, in their order. */
export function candidates(line: Line, s: Situation): Meaning[] {
  return meaningReaders.flatMap((read) => read(line, s));
}

/** Meanings of a line, the surest first; several only when they go together and are each sure enough. */
export function choose(line: Line, s: Situation): Meaning[] {
  const found = candidates(line, s).filter((m) => m.confidence >= 0.3 && !outOfPlace(m, line, s));
  const urgent = found.find(settles);
  if (urgent) return [urgent];
  const ranked = [...found].sort((a, b) => b.confidence - a.confidence);
  const first = ranked[0];
  if (!first) return [];
  const same = found.filter((m) => m.does === first.does);
  if (same.length > 1 && first.does !== 'chatter') return same;
  const second = ranked.find(
    (m) =>
      m !== first &&
      m.confidence >= 0.9 &&
      first.confidence >= 0.9 &&
      compatible(first, m) &&
      intents[m.does] !== intents[first.does],
  );
  return second ? [first, second] : [first];
}
