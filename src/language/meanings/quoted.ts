/** What a quoted message is about: its numbers, or the work that it looks for people for. Pure. */
import type { Situation } from '../../chat/context.ts';
import type { Meaning, Ref } from '../../chat/meaning.ts';
import { describesWork, workOf } from '../activity-words.ts';
import type { Line } from '../line.ts';
import { all } from '../says.ts';
import { exists, hinted, sameRef } from '../which.ts';

const numbered = /(?:^|[^0-9月.:/第-])([0-9]{1,5}) ?([A-D])?(?=号(?![楼线门])|[ :：、.】]|\]|[A-D]|$)/g;

/** Numbers in the quoted message. */
export function quotedItems(line: Line, s: Situation): Ref[] {
  const text = s.quote?.text ?? line.quoted?.text ?? '';
  const found = all(numbered, text);
  const refs = found.map((m): Ref => (m[2] ? { number: Number(m[1]), shift: m[2] } : { number: Number(m[1]) }));
  const there = refs.filter((r) => exists(r, s));
  // A joined answer names several things: of those, one that the speaker has already is not meant again.
  const fresh = there.filter((r) => s.ownHolds?.every((held) => !sameRef(held, r)) ?? true);
  return (fresh.length > 0 ? fresh : there).slice(0, 3);
}

/** 「孙阿姨：谁能帮我换个灯泡」 我来换: the work that the quoted message looks for people for. */
export function quotedWork(line: Line, s: Situation): Pick<Meaning, 'slots' | 'target'> | undefined {
  const text = s.quote?.text ?? line.quoted?.text ?? '';
  if (!/谁|帮|求|缺|差|招|报名|需要/.test(text) || !describesWork(text)) return undefined;
  const found = hinted(text, s);
  return found && !found.many
    ? { slots: { hint: workOf(text) ?? text }, ...(found.refs ? { target: found.refs } : {}) }
    : undefined;
}
