/**
 * PGlite that knows when Postgres inside it has given up, and then refuses. When a write or a flush of its log fails (disk
 * full, disk broken) Postgres aborts; PGlite would go on asking, and the next query spins for ever with the whole process.
 */
import { PGlite } from '@electric-sql/pglite';

/** Postgres leaves its loop with this status for every ordinary SQL error (POSTGRES_MAIN_LONGJMP of PGlite). */
const ordinary = 100;
/** The first byte of the protocol's Sync message. */
const sync = 'S'.charCodeAt(0);

export class GuardedPGlite extends PGlite {
  /** Postgres in it is dead: all that is asked is refused. */
  gaveUp = false;

  /** Begins to watch. To be called once, when the database is ready. */
  watch(): this {
    const module = this.Module;
    const restore = module.stackRestore;
    module.stackRestore = (stack) => {
      const restored = restore(stack);
      // Several messages may have come at once. PGlite forgets why Postgres stopped and would hand it the next for ever;
      // this is the one place where it lets itself be stopped.
      if (this.gaveUp) throw new Error('Postgres gave up');
      return restored;
    };
    const loop = module._PostgresMainLoopOnce;
    module._PostgresMainLoopOnce = () => {
      try {
        loop();
      } catch (error) {
        if ((error as { status?: unknown }).status !== ordinary) this.gaveUp = true;
        throw error;
      }
    };
    return this;
  }

  override execProtocolRawSync(message: Uint8Array): Uint8Array {
    // What PGlite says after every statement, also a failed one; refusing it would hide why that one failed.
    if (this.gaveUp && message[0] === sync) return new Uint8Array(0);
    if (!this.gaveUp) {
      const answer = super.execProtocolRawSync(message);
      if (!this.gaveUp) return answer;
    }
    // PGlite takes no answer for success, even of a commit.
    throw new Error('Postgres gave up');
  }
}
