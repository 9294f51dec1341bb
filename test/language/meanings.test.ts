/** Every wording of every meaning is understood as its table says; a near miss stays silent in the group. */
import { describe, expect, test } from 'vitest';
import { understand } from '../../src/chat/understand.ts';
import { wordings as answers } from '../../src/language/meanings/answer.wordings.ts';
import { wordings as attendance } from '../../src/language/meanings/attend.wordings.ts';
import { wordings as claims } from '../../src/language/meanings/claim.wordings.ts';
import { wordings as replies } from '../../src/language/meanings/claim-answer.wordings.ts';
import { wordings as orders } from '../../src/language/meanings/lead.wordings.ts';
import { wordings as needs } from '../../src/language/meanings/need.wordings.ts';
import { wordings as offers } from '../../src/language/meanings/offer.wordings.ts';
import { wordings as activities } from '../../src/language/meanings/publish.wordings.ts';
import { wordings as questions } from '../../src/language/meanings/query.wordings.ts';
import type { Wording } from '../../src/language/meanings/reader.ts';
import { wordings as releases } from '../../src/language/meanings/release.wordings.ts';
import { wordings as services } from '../../src/language/meanings/service.wordings.ts';
import { wordings as swaps } from '../../src/language/meanings/swap.wordings.ts';
import { placed } from './situation.ts';

const tables = {
  claims,
  releases,
  attendance,
  needs,
  questions,
  services,
  orders,
  activities,
  swaps,
  answers,
  offers,
  replies,
};

/** What the program would do with a line: the meanings that it acts on, or silence. */
function understood(wording: Wording) {
  const { text, situation } = placed(wording);
  const found = understand(text, situation, []);
  const acts = found.act === 'act' || situation.chat === 'direct' || situation.mention;
  return { does: acts ? found.meanings.map((m) => m.does) : ['chatter'], slots: found.meanings[0]!.slots };
}

describe.each(Object.entries(tables))('%s', (_, wordings) => {
  test.each(wordings.map((w) => [`${w.says} ${w.in ?? ''}`.trim(), w] as const))('%s', (_, wording) => {
    const { does, slots } = understood(wording);
    expect(does).toEqual([wording.means].flat());
    if (wording.slots) expect(slots).toMatchObject(wording.slots);
  });
});
