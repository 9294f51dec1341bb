/** The bare door that was asked for: 601, 3-601. It is no number of an activity. Pure. */
import type { Situation } from '../../chat/context.ts';
import type { Meaning } from '../../chat/meaning.ts';
import type { Line } from '../line.ts';
import { certain } from './reader.ts';

const bareRoom = /^(?<room>[0-9]{3,4})(?:室|号|房)?[。.!！吧啊]?$/;

/** The answer that a line is to the question for the door; undefined when it is something else. */
export function readDoor(line: Line, s: Situation): Meaning | undefined {
  if (s.question?.dialogue !== 'reportNeed' || s.question.slot !== 'place') return undefined;
  const text = line.text.trim();
  const room = bareRoom.exec(text)?.groups?.['room'];
  return room ? { does: 'reportNeed', slots: { text, place: { room } }, confidence: certain } : undefined;
}
