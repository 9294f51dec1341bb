/** What the local chat needs from the program: its people and its clock. The program implements it. */
import { z } from 'zod';
import { type Role, roles } from '../../chat/meaning.ts';

export interface Person {
  /** Also the account id in this channel: the ids of the local chat are stable. */
  name: string;
  role: Role;
  skills?: string[] | undefined;
  grid?: string | undefined;
  unit?: string | undefined;
}

export interface Neighbourhood {
  people(): Promise<Person[]>;
  addPerson(person: Person): Promise<'added' | 'exists'>;
  /** The chat's clock. It may stand still. */
  now(): Date;
  /** Moves the clock forward; resolves when everything that falls due until then is done, in order. */
  moveClock(to: Date): Promise<void>;
  /** Resolves when everything handed over is handled and what it caused is sent. */
  settled(): Promise<void>;
}

const words = z.union([z.array(z.string()), z.string().transform((line) => line.split(/[,，、;；\s]+/))]);
const short = z.union([z.string(), z.number()]).transform((value) => String(value).trim());

/** Somebody new, as a script or the page gives it. */
export const personSchema = z.object({
  name: z
    .string({ error: '请在 name 里写上姓名。' })
    .trim()
    .min(1, { error: '请在 name 里写上姓名。' })
    .max(20, { error: '姓名最多 20 个字，请写短一点。' })
    .regex(/^[^\p{Cc}@]*$/u, { error: '姓名里不能有换行和 @，请改一改。' }),
  role: z.enum(roles, {
    error:
      'role 请写这五个之一：leader（书记）、teamHead（组长）、volunteer（志愿者）、resident（居民）、unitContact（单位联络人）。',
  }),
  skills: words.transform((list) => list.map((skill) => skill.trim()).filter(Boolean)).optional(),
  grid: short.optional(),
  unit: short.optional(),
});
