/** The form of a day: who writes what and when, and what a careful clerk would have done. Checked once, at the edge. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const place = z.object({ building: z.string().optional(), unit: z.string().optional(), room: z.string().optional() });
/** Local time, length 16. */
const minute = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
const about = z.object({ item: z.string() });
const seat = z.object({ who: z.string(), item: z.string(), size: z.number().int().positive().optional() });
const shift = z.object({ item: z.string(), start: minute, end: minute, seats: z.number().int() });

/** What must hold after a line. One key each, as the README of the days lists them. */
export const effectSchema = z.union([
  z.strictObject({
    publish: z.object({
      item: z.string(),
      title: z.string(),
      start: minute.optional(),
      end: minute.optional(),
      seats: z.number().int().optional(),
      shifts: z.array(shift).optional(),
    }),
  }),
  z.strictObject({
    change: about.extend({
      title: z.string().optional(),
      start: minute.optional(),
      end: minute.optional(),
      seats: z.number().int().optional(),
    }),
  }),
  z.strictObject({ cancel: about }),
  z.strictObject({ claim: seat }),
  z.strictObject({ resize: seat }),
  z.strictObject({ release: seat }),
  z.strictObject({ waitlist: seat }),
  z.strictObject({ waitlistResize: seat }),
  z.strictObject({ waitlistLeave: seat }),
  z.strictObject({ offer: seat }),
  z.strictObject({ checkin: seat }),
  z.strictObject({ checkout: seat }),
  z.strictObject({
    need: about.extend({
      kind: z.string().optional(),
      kindAlt: z.array(z.string()).optional(),
      place: place.optional(),
      phone: z.string().nullish(),
      urgency: z.string().optional(),
      urgencyAlt: z.array(z.string()).optional(),
      from: z.string().optional(),
    }),
  }),
  z.strictObject({ done: about }),
  z.strictObject({ confirm: about }),
  z.strictObject({ rate: about.extend({ stars: z.number().int() }) }),
  z.strictObject({ reopen: about }),
  z.strictObject({ withdraw: about }),
  z.strictObject({ visit: z.object({ elder: z.string(), by: z.string() }) }),
  z.strictObject({ alarm: z.object({ about: z.string(), kind: z.string().optional() }) }),
  z.strictObject({ resource: z.object({ unit: z.string(), what: z.string(), quota: z.number().optional() }) }),
]);
export type Effect = z.infer<typeof effectSchema>;

const lineSchema = z.object({
  n: z.number().int(),
  /** ISO 8601 with offset. */
  at: z.iso.datetime({ offset: true }),
  chat: z.enum(['group', 'direct']),
  from: z.string(),
  text: z.string(),
  quote: z.string().optional(),
  quoteFrom: z.string().optional(),
  quoteItem: z.string().optional(),
  expect: z.object({
    bot: z.enum(['silent', 'reply', 'ask', 'either']),
    intents: z.array(z.string()).default([]),
    what: z.string().default(''),
    effects: z.array(effectSchema).default([]),
    notContain: z.array(z.string()).default([]),
  }),
});
export type DayLine = z.infer<typeof lineSchema>;

const endSchema = z.object({
  holders: z.record(z.string(), z.array(z.string())).default({}),
  sizes: z.record(z.string(), z.record(z.string(), z.number())).default({}),
  taken: z.record(z.string(), z.number()).default({}),
  waiting: z.record(z.string(), z.array(z.string())).default({}),
  needs: z.array(z.object({ item: z.string(), status: z.string(), by: z.string().optional() })).default([]),
  alarms: z.array(z.union([z.string(), z.object({ about: z.string() }).transform((a) => a.about)])).default([]),
});
export type DayEnd = z.infer<typeof endSchema>;

const roleNames: Record<string, 'leader' | 'teamHead' | 'volunteer' | 'resident' | 'unitContact'> = {
  leader: 'leader',
  'team head': 'teamHead',
  teamHead: 'teamHead',
  volunteer: 'volunteer',
  resident: 'resident',
  'unit contact': 'unitContact',
  unitContact: 'unitContact',
};
const setupSchema = z.object({
  cast: z.array(
    z.object({
      name: z.string(),
      role: z.string().transform((role, context) => {
        const known = roleNames[role];
        if (known) return known;
        context.addIssue({ code: 'custom', message: `nobody can be a “${role}”` });
        return z.NEVER;
      }),
      unit: z.string().optional(),
    }),
  ),
});
export type Setup = z.infer<typeof setupSchema>;

export interface Day {
  /** The file's name without its ending. */
  name: string;
  setup: Setup;
  lines: DayLine[];
  end: DayEnd;
}

function check<T>(schema: z.ZodType<T>, text: string, where: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${where} is not JSON`);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new Error(`${where} is not in the form of a day: ${issue.path.join('.')} ${issue.message}`);
}

/** Reads a day and the `setup.json` beside it. Throws an Error with one sentence that names the line that is wrong. */
export function readDay(file: string): Day {
  const setup = check(
    setupSchema,
    readFileSync(path.join(path.dirname(file), 'setup.json'), 'utf8'),
    'setup.json beside the day',
  );
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .filter((row) => row.trim() !== '');
  const last = rows.length - 1;
  const lines = rows.slice(0, last).map((row, i) => check(lineSchema, row, `line ${i + 1} of ${file}`));
  const { end } = check(z.object({ end: endSchema }), rows[last] ?? '', `the last line of ${file}`);
  return { name: path.basename(file, '.jsonl'), setup, lines, end };
}

/** The days of a folder in the order of their names; none when there is no such folder. */
export function daysIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
      .map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}
