/** Moving the local chat's clock: only forward, one move at a time. */
import { z } from 'zod';
import type { Refusal } from '../../pages/requests.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import { fromIso, shanghaiIso } from './shanghai.ts';
import { refusals } from './wording.ts';

const longest = 366 * 86_400_000;

export const clockSchema = z.object({
  now: z.iso.datetime({ offset: true, local: true, error: refusals.badTime.error }),
});

/** Moves the clock to `now`; answers when everything due until then is done. The same time again changes nothing. */
export async function moveTo(neighbourhood: Neighbourhood, now: string): Promise<{ now: string } | Refusal> {
  const from = neighbourhood.now();
  const to = fromIso(now);
  const ahead = to.getTime() - from.getTime();
  // A running clock has seconds that a page does not show.
  if (ahead < 0 && shanghaiIso(to) !== shanghaiIso(from)) return refusals.backwards(shanghaiIso(from));
  if (ahead > longest) return refusals.tooFar;
  if (ahead > 0) await neighbourhood.moveClock(to);
  await neighbourhood.settled();
  return { now: shanghaiIso(neighbourhood.now()) };
}
