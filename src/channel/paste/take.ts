/** A piece is shown line by line, and taken in when somebody confirms it. */
import { type Asked, type Plan, planPiece } from './plan.ts';
import type { Room } from './room.ts';
import type { Step } from './steps.ts';
import { mark } from './tray.ts';
import { mostLines, type Refusal, refusals, several, understood } from './wording.ts';

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

const eventsOf = ({ steps }: Plan) => steps.flatMap(({ event }) => event ?? []);

/** What a piece would do. Nothing of it stays. */
export function look(
  room: Room,
  asked: Asked,
): Promise<Refusal | { names: Plan['names']; lines: LineView[]; fresh: number }> {
  return room.inTurn(async () => {
    const plan = await planPiece(room, asked);
    if (plan.steps.length > mostLines) return refusals.tooMany;
    const events = eventsOf(plan);
    const rehearsed = new Map((await room.desk.rehearse(plan.settle, events)).map((one) => [one.id, one]));
    const lines = plan.steps.map((step, i): LineView => {
      const told = step.event && rehearsed.get(step.event.id);
      const says = told?.says ?? [];
      return {
        i,
        ...view(step),
        understood: understood(step, told),
        acts: told?.chatter === false || says.length > 0,
        says,
      };
    });
    return { names: plan.names, lines, fresh: events.length };
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
    const events = eventsOf(plan);
    for (const event of events) await room.onEvent(event);
    const posted = await mark(room.db, room.communityId, plan.posted, 'sent', room.desk.now());
    await room.desk.settled();
    return { done: events.length, posted };
  });
}
