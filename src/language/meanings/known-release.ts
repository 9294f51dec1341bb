/** Giving back what the speaker is known to hold: a refusal, and one held thing that the line can mean by it. Pure. */
import type { Situation } from '../../chat/context.ts';
import type { Meaning } from '../../chat/meaning.ts';
import type { Line } from '../line.ts';
import { says } from '../says.ts';
import { onDay, sameRef } from '../which.ts';
import { byNumber, byWords } from './known-which.ts';
import type { MeaningReader } from './reader.ts';
import { giveBack, notComing, others } from './release.ts';
import { whoseRelease } from './release-whom.ts';

/** Somebody who comes along stays away, the speaker comes: that is another size of the party. */
const companion =
  /(?:老公|老婆|老伴|爱人|媳妇|儿子|女儿|闺女|孩子|娃|妈|爸|婆婆|公公|朋友|同事|妹|弟|姐|哥)[^,，。]{0,6}(?:不了|不成|不来|不去|没空|没法)/;
const kept = /(?:不|没|别)(?:要|想|会|是)?(?:取消|退|放弃|撤)|怎么(?:取消|退)|能(?:不能)?(?:取消|退)/;
/** Longer lines are talk. */
const longest = 60;

function meaningOf(line: Line, s: Situation): Meaning | undefined {
  const holds = s.holds === 'any' ? [] : s.holds;
  const items = s.items === 'any' ? [] : s.items.filter((item) => holds.some((held) => sameRef(held, item.ref)));
  const known = { ...s, items };
  for (const clause of line.sentences) {
    const { mood, text } = clause;
    if (mood.question || mood.hypothesis || mood.hearsay || mood.exhort || mood.regret || others.test(text)) continue;
    if (!(says(giveBack, text) || says(notComing, text)) || kept.test(text) || companion.test(text)) continue;
    const numbers = [clause, ...line.sentences].map((c) => byNumber(c, known)).find((refs) => refs.length > 0);
    const name = whoseRelease(clause);
    const whom = name ? { names: [name] } : {};
    if (numbers) return { does: 'release', slots: { refs: numbers, ...whom }, confidence: 0.96 };
    const words = [text, ...line.sentences.map((c) => c.text)];
    const described = words.map((said) => byWords(said, line, known, 0.45)).find((ref) => ref !== undefined);
    if (described) return { does: 'release', slots: whom, confidence: 0.95, target: [described] };
    // 周三那个我得请假: the one thing that is held on that day.
    const then = line.times.date ? onDay(line.times.date, items) : [];
    if (then.length === 1 && then[0]!.ref && /那[个场次天]|活动|任务/.test(text))
      return { does: 'release', slots: whom, confidence: 0.94, target: [then[0]!.ref] };
  }
  return undefined;
}

/** Reads a release of what is held; nothing when the speaker holds nothing or the line describes none of it. */
export const readKnownRelease: MeaningReader = (line, s) => {
  if (s.holds === 'any' || s.holds.length === 0 || line.text.length > longest) return [];
  const meaning = meaningOf(line, s);
  return meaning ? [meaning] : [];
};
