/** One line of the `understand` command: its situation from the strings of `ctx`, and its answer under the names of language.md. */
import { z } from 'zod';
import type { LastPost, Question, Situation } from '../chat/context.ts';
import {
  type Intent,
  type Meaning,
  meanings,
  type Place,
  type Ref,
  roles,
  type Understanding,
} from '../chat/meaning.ts';

export const inputSchema = z.object({
  id: z.union([z.number(), z.string()]),
  channel: z.enum(['group', 'direct']),
  mention: z.boolean().default(false),
  role: z.enum(roles).default('volunteer'),
  /** ISO 8601 with offset. */
  now: z.iso.datetime({ offset: true }),
  text: z.string(),
  ctx: z.union([z.string(), z.array(z.string())]).optional(),
});
export type Input = z.infer<typeof inputSchema>;

const refs = (text: string): Ref[] => [...text.matchAll(/[0-9]+/g)].map((m) => ({ number: Number(m[0]) }));

const post = (kind: LastPost['kind'], about: Ref[], more: Partial<LastPost> = {}): Partial<Situation> => ({
  lastPost: { kind, refs: about, minutesAgo: 1, talkSince: 0, ...more },
});
const question = (dialogue: string, slot: Question['slot'], about: Ref[], options?: string[]): Partial<Situation> => ({
  question: { dialogue, slot, ...(about.length > 0 ? { refs: about } : {}), ...(options ? { options } : {}) },
});

/** Words of other people for our dialogues and slots. */
const dialogues: Record<string, string> = {
  unclaim: 'release',
  need: 'reportNeed',
  register: 'join',
  feedback: 'rate',
  rating: 'rate',
  checkin: 'checkIn',
  checkout: 'checkOut',
};
const slotNames: Record<string, Question['slot']> = {
  capacity: 'seats',
  people: 'seats',
  partySize: 'seats',
  party: 'seats',
  size: 'seats',
  count: 'seats',
  names: 'name',
  skills: 'skill',
  contact: 'phone',
  tel: 'phone',
  venue: 'place',
  when: 'time',
  date: 'time',
  location: 'place',
  address: 'place',
  detail: 'what',
  content: 'what',
  description: 'what',
  activity: 'item',
  number: 'item',
  score: 'rating',
  stars: 'rating',
};
const slots: readonly Question['slot'][] = [
  'confirm',
  'choice',
  'time',
  'seats',
  'place',
  'title',
  'phone',
  'what',
  'rating',
  'solved',
  'skill',
  'name',
  'text',
  'item',
];

function asked(value: string): Partial<Situation> {
  const [said = 'text', ...rest] = value.split(':');
  const slot = slotNames[said] ?? slots.find((s) => s === said) ?? 'text';
  const words = rest.filter((w) => !/^[0-9,]+$/.test(w));
  const dialogue = words[0] ?? (slot === 'rating' || slot === 'solved' ? 'rate' : 'reportNeed');
  return question(dialogues[dialogue] ?? dialogue, slot, refs(rest.filter((w) => /^[0-9,]+$/.test(w)).join(',')));
}

/** What one string of `ctx` adds to the situation. */
function contextOf(mark: string): Partial<Situation> {
  const at = mark.indexOf(':');
  const name = at < 0 ? mark : mark.slice(0, at);
  const value = at < 0 ? '' : mark.slice(at + 1);
  const about = refs(value);
  switch (name) {
    case 'announce':
      return post('announce', about);
    case 'announce_dates':
      return post('announce', [], { dates: value.split(',') });
    case 'list':
      return post('list', about);
    case 'need':
      return post('need', about);
    case 'call_substitute':
      return post('callSubstitute', about);
    case 'reminder':
      return { ...post('reminder', about), holds: about };
    case 'checkin_open':
      return post('checkIn', about);
    case 'my_claim':
      return { holds: about };
    case 'my_checkin':
      return { holds: about, served: about };
    case 'need_claimed':
      return { ...post('claimed', about), reported: about };
    case 'smalltalk':
      return { smalltalk: true };
    case 'confirm': {
      const word = value.split(':')[0] ?? '';
      return question(dialogues[word] ?? word, 'confirm', about);
    }
    case 'confirm_menu':
      return question(
        'menu',
        'choice',
        [],
        value.split(',').map((o) => o.replace(/^[0-9]+=/, '')),
      );
    case 'ask':
      return asked(value);
    default:
      return {};
  }
}

/** The situation of a line: nothing is known but what `ctx` says, so any number may be open and any claim held. */
export function situationOf(line: Input): Situation {
  const marks = line.ctx === undefined ? [] : Array.isArray(line.ctx) ? line.ctx : line.ctx.split(/[;|]| (?=[a-z_]+:)/);
  const base: Situation = {
    now: new Date(line.now),
    chat: line.channel,
    mention: line.mention,
    role: line.role,
    botName: (line.mention && /@([^\s\u2005@,，:：]+)/.exec(line.text)?.[1]) || '志愿小助手',
    items: 'any',
    holds: 'any',
    reported: [],
  };
  return Object.assign(base, ...marks.map((m) => contextOf(m.trim())));
}

export interface Output {
  id: number | string;
  intent: Intent;
  intents?: Intent[];
  slots: Record<string, unknown>;
  target?: number | number[];
  confidence: number;
  act: Understanding['act'];
}

const oneOrAll = (found: readonly Ref[]) => (found.length === 1 ? found[0]!.number : found.map((r) => r.number));

/** Slots under the names of language.md. */
function slotsOf(m: Meaning, found: Place | undefined): Record<string, unknown> {
  const s = m.slots;
  const { building, unit, room } = found ?? {};
  const place = found && { ...(building ? { building } : {}), ...(unit ? { unit } : {}), ...(room ? { room } : {}) };
  const chained = s.chain?.entries.map((e) => e.name).filter((n) => n !== '我');
  const names = chained ?? s.names;
  const hint = s.hint ?? s.chain?.title ?? (m.does === 'publish' ? s.title : undefined);
  const named: Record<string, unknown> = {
    activityNo: s.refs?.length ? oneOrAll(s.refs) : undefined,
    activityHint: hint || undefined,
    partySize: s.partySize,
    names: names?.length ? names : undefined,
    date: s.date ?? s.when?.start?.slice(0, 10),
    time: s.time,
    place,
    phone: s.phone,
    needCategory: s.category,
    urgency: s.urgency,
    beneficiary: s.beneficiary,
    durationMin: s.durationMin,
    rating: s.rating,
  };
  const said: Record<string, unknown> = {};
  for (const name in named) if (named[name] !== undefined) said[name] = named[name];
  return said;
}

/** The line of a menu that an answer chose. */
function chosenOption(m: Meaning, s: Situation): string | undefined {
  return m.slots.choice && s.question?.dialogue === 'menu' ? s.question.options?.[m.slots.choice - 1] : undefined;
}

/** yes and no carry on the dialogue that asked; a chosen line of a menu means what stands in it. */
function intentOf(m: Meaning, s: Situation): Intent {
  const dialogue = s.question?.dialogue ?? '';
  const isDoes = (word: string): word is keyof typeof meanings => word in meanings;
  const chosen = chosenOption(m, s);
  if (chosen !== undefined) {
    const option = chosen.split(':')[0] ?? '';
    // An option that is a number names what may be claimed.
    if (/^[0-9]+$/.test(option)) return 'claim';
    const word = dialogues[option] ?? option;
    return isDoes(word) ? meanings[word] : (Object.values(meanings).find((i) => i === word) ?? 'other_command');
  }
  if (m.does === 'yes') return isDoes(dialogue) ? meanings[dialogue] : 'other_command';
  if (m.does === 'no') return 'chatter';
  return meanings[m.does];
}

/** The output line of an understanding. */
export function outputOf(line: Input, situation: Situation, understanding: Understanding): Output {
  const first = understanding.meanings[0]!;
  const all = [...new Set(understanding.meanings.map((m) => intentOf(m, situation)))];
  const merged = Object.assign({}, ...[...understanding.meanings].reverse().map((m) => slotsOf(m, m.slots.place)));
  // A line that asks for two things names the numbers of both.
  const numbers = [...new Set(understanding.meanings.flatMap((m) => m.slots.refs ?? []).map((r) => r.number))];
  if (all.length > 1 && numbers.length > 1) merged['activityNo'] = numbers;
  // Answers to our own question and choices from a reminder name their item as if the line had said it.
  const asked = situation.question !== undefined || situation.lastPost?.kind === 'reminder';
  if (first.target && asked && first.does !== 'rate' && merged['activityNo'] === undefined)
    merged['activityNo'] = oneOrAll(first.target);
  const chosen = chosenOption(first, situation);
  const inMenu = chosen ? refs(chosen) : [];
  if (inMenu.length > 0 && merged['activityNo'] === undefined) merged['activityNo'] = oneOrAll(inMenu);
  return {
    id: line.id,
    intent: all[0]!,
    ...(all.length > 1 ? { intents: all } : {}),
    slots: merged,
    ...(first.target ? { target: oneOrAll(first.target) } : {}),
    confidence: Math.round(first.confidence * 100) / 100,
    act: understanding.act,
  };
}
