/** One command, one place: help, permission, exact forms, examples and what it does come from this one object. */
import { type ExactForm, exactForm } from './exact.ts';
import type { Does, Role, Slots } from './meaning.ts';
import type { Draft, Turn } from './turn.ts';

export type HelpGroup = '活动' | '认领' | '需求' | '我的' | '组织' | '设置';

/**
 * How a command is decided for many people at once, in fewer statements, with the outcome of one after the other. Nobody has
 * two messages among them.
 */
export interface Crowd {
  /** Whether this one, in its situation, can be decided with others. Pure. */
  takes(turn: Turn, slots: Slots): boolean;
  run(turns: readonly Turn[]): Promise<void>;
}

export interface CommandSpec {
  /** What people call it; unique. */
  name: string;
  /** The meaning that it carries out; one command for each. */
  does: Does;
  group: HelpGroup;
  /** One line for the help. */
  help: string;
  /** Who may; a leader may everything. */
  may: readonly Role[];
  where: 'group' | 'direct' | 'anywhere';
  /** Several of these in one message are one thing: it runs once, with all of them in `turn.all`. */
  together?: true;
  /** Exact forms, the first is the one that the help shows. */
  says: readonly string[];
  /** A line, and the slots that its exact form gives. Shown in help and run as tests. */
  examples: readonly (readonly [string, Slots])[];
  /** Decides and answers inside the transaction of the message. What people can do wrong is answered, never thrown. */
  run(turn: Turn, slots: Slots): Promise<void>;
  /** How the same is decided for many people at once; without it they are decided one after the other. */
  crowd?: Crowd;
  /** Goes on with the dialogue whose question this command asked. `draft` is what it gave with it, and may have a type of its own. */
  answer?(turn: Turn, slots: Slots, draft: Draft): Promise<void>;
}

export interface Command extends CommandSpec {
  readonly forms: readonly ExactForm[];
}

/** Makes a command of its description. */
export function command(spec: CommandSpec): Command {
  return Object.assign(spec, { forms: spec.says.map(exactForm) });
}

/** Whether somebody of this role may use a command. */
export function allowed(command: Command, role: Role): boolean {
  return role === 'leader' || command.may.includes(role);
}

/**
 * Checks the whole list at start: names and meanings are unique, every command has an example, and no example is taken by two.
 * Throws an Error that names the fault.
 */
export function checkCommands(commands: readonly Command[]): void {
  const seen = new Set<string>();
  for (const c of commands) {
    for (const key of [c.name, c.does]) {
      if (seen.has(key)) throw new Error(`two commands are called “${key}”`);
      seen.add(key);
    }
    if (c.examples.length === 0) throw new Error(`the command “${c.name}” has no example`);
    for (const [line] of c.examples) {
      const takers = commands.filter((other) => other.forms.some((form) => form.match(line)));
      if (takers.length !== 1 || takers[0] !== c)
        throw new Error(
          `the example “${line}” of “${c.name}” is taken by ${takers.map((t) => t.name).join(', ') || 'none'}`,
        );
    }
  }
}
