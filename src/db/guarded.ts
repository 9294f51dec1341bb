/**
 * PGlite that stays silent once Postgres inside it has given up. When a write or a flush of its log fails (disk full, disk
 * broken) Postgres aborts; PGlite would go on asking, and the next query spins for ever and takes the whole process along.
 */
import { PGlite } from '@electric-sql/pglite';

/** Postgres leaves its loop with this status for every ordinary SQL error (POSTGRES_MAIN_LONGJMP of PGlite). */
const ordinary = 100;

export class GuardedPGlite extends PGlite {
  /** Nothing that was asked after this became true has an answer. */
  gaveUp = false;

  /** Begins to watch. To be called once, when the database is ready. */
  watch(): this {
    const module = this.Module;
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

  /** No answer instead of an error, so that the error which made Postgres give up is the one that arrives. */
  override execProtocolRawSync(message: Uint8Array): Uint8Array {
    return this.gaveUp ? new Uint8Array(0) : super.execProtocolRawSync(message);
  }
}
