/** The program, which dies now and then and is started again; whoever talks to it insists until it has taken what they said. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Program, Refused, startProgram } from '../support/program.ts';
import type { Dice } from './dice.ts';
import type { Ledger } from './ledger.ts';

export interface Restarting {
  /** Asks until the program answers. Throws what it refuses for a reason of its own. */
  insist<T>(path: string, body?: object): Promise<T>;
  /** Kills it now, and sometimes again while it starts; resolves when it runs. */
  die(): Promise<void>;
  /** Ends it as an operator does, and starts it again with the settings as they are then. */
  restart(): Promise<void>;
  /** Ends it as an operator does. */
  end(): Promise<number | null>;
  kill(): Promise<void>;
  /** What it printed since its last start. */
  said(): readonly string[];
}

/** Whoever was told “later” says it again after so many milliseconds. */
const laterMs = 100;

/** Milliseconds a start takes at most; a second death comes within it. */
const startTakes = 2_500;

/** @param settings asked at each start */
export async function startRestarting(
  settings: Record<string, string>,
  dice: Dice,
  ledger: Ledger,
): Promise<Restarting> {
  let program: Program = await startProgram(settings);
  let restarting: Promise<void> | undefined;

  /** Starts it and kills it at some point of its start. */
  async function dieStarting(): Promise<void> {
    const after = dice.below(startTakes);
    let timer: NodeJS.Timeout | undefined;
    const early = await startProgram(settings, (child) => {
      timer = setTimeout(() => child.kill('SIGKILL'), after);
    }).catch(() => undefined);
    clearTimeout(timer);
    await early?.kill();
    ledger.did('kills');
    ledger.did('of them during a start');
  }
  async function dieAndStart(): Promise<void> {
    await program.kill();
    ledger.did('kills');
    if (dice.below(3) === 0) await dieStarting();
    program = await startProgram(settings);
  }
  return {
    async insist<T>(path: string, body?: object): Promise<T> {
      for (;;) {
        await restarting;
        try {
          return await program.ask<T>(path, body);
        } catch (error) {
          // A line that breaks says nothing of the message, and “later” means later; any other refusal is a fault.
          const later = error instanceof Refused && error.status === 503;
          if (!later && !(error instanceof TypeError || error instanceof SyntaxError)) throw error;
          ledger.did(later ? 'times told “later”' : 'lines broken');
          if (!restarting) await pause(laterMs);
        }
      }
    },
    die() {
      restarting ??= dieAndStart().finally(() => {
        restarting = undefined;
      });
      return restarting;
    },
    async restart() {
      ledger.hold('it ends when it is asked to', await program.end(), 0);
      program = await startProgram(settings);
      ledger.did('rests');
    },
    end: () => program.end(),
    kill: () => program.kill(),
    said: () => program.said,
  };
}
