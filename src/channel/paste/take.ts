/** A piece is shown line by line, and taken in when somebody confirms it. */
import type { Refusal } from '../../pages/requests.ts';
import { type Asked, type Plan, planPiece } from './plan.ts';
import type { Room } from './room.ts';
import type { Step } from './steps.ts';
import { mark } from './tray.ts';
import { mostLines, refusals, several, understood } from './wording.ts';

/** A line as the page shows it. */
export interface LineView {
  i: number;
  kind: Step['line']['kind'];
  name?: string;
  at?: string;
  text: string;
  quote?: { name: string; text: string };
  standing: Step['standing'];
  /** What was understood, in Chinese. */
  understood: string;
  /** It is more than talk: it changes something or is answered. */
  acts: boolean;
  /** What the bot would say: to the group, or to whom. */
  says: { to?: string; text: string }[];
}

/** What happens, in order: lines that are handed over, and the bot's own that somebody has posted. */
const movesOf = ({ steps }: Plan) => steps.flatMap(({ event, posted }) => event ?? posted ?? []);
const fresh = ({ steps }: Plan) => steps.filter(({ event }) => event).length;

/** What a piece would do. Nothing of it stays. */
export function look(
  room: Room,
  asked: Asked,
): Promise<Refusal | { names: Plan['names']; lines: LineView[]; fresh: number }> {
  return room.inTurn(async () => {
    const plan = await planPiece(room, asked);
    if (plan.steps.length > mostLines) return refusals.tooMany;
    const rehearsed = new Map((await room.desk.rehearse(plan.settle, movesOf(plan))).map((one) => [one.id, one]));
    const lines = plan.steps.map((step, i): LineView => {
      const told = step.event && rehearsed.get(step.event.id);
      const says = told?.says ?? [];
      return {
        i,
        ...view(step),
        understood: understood(step, told, room.botName),
        acts: told?.chatter === false || says.length > 0,
        says,
      };
    });
    return { names: plan.names, lines, fresh: fresh(plan) };
  });
}

function view({ line, name, standing }: Step): Omit<LineView, 'i' | 'understood' | 'acts' | 'says'> {
  const text =
    line.kind === 'said' || line.kind === 'notice' ? line.text : line.kind === 'join' ? line.names.join('、') : '';
  const shown = name ?? (line.kind === 'said' || line.kind === 'recall' ? line.name : undefined);
  return {
    kind: line.kind,
    standing,
    text,
    ...(shown === undefined ? {} : { name: shown }),
    ...(line.at === undefined ? {} : { at: line.at }),
    ...(line.kind === 'said' && line.quote ? { quote: line.quote } : {}),
  };
}

/** Takes a piece in: names are kept, every new line is handed over as if it had come from the group. */
export function take(room: Room, asked: Asked): Promise<Refusal | { done: number; posted: number }> {
  return room.inTurn(async () => {
    if (!room.onEvent) return refusals.notStarted;
    const plan = await planPiece(room, asked);
    if (plan.steps.length > mostLines) return refusals.tooMany;
    const open = plan.steps.find(({ standing }) => standing === 'nobody');
    if (open) return open.name === undefined ? refusals.whose : several(open.name);
    await room.desk.settle(plan.settle);
    let posted = 0;
    for (const move of movesOf(plan)) {
      if (!('ids' in move)) await room.onEvent(move);
      else {
        posted += (await mark(room.db, room.communityId, move.ids, 'sent', room.desk.now())).length;
        await room.desk.posted(move);
      }
    }
    await room.desk.settled();
    return { done: fresh(plan), posted };
  });
}
