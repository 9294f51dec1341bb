import type { Community } from '../../community.ts';
import type { Db } from '../../db/db.ts';
import { inTx } from '../../db/tx.ts';
import { newDecision } from '../../decision.ts';

/** Leaders hear in one line of all that is lost within so long. */
const gatheredMs = 10 * 60_000;

/** Something was lost: the leaders are to hear of it, with what else is lost by then. */
export async function planReport(db: Db, community: Community, now: Date): Promise<void> {
  const runAt = new Date((Math.floor(now.getTime() / gatheredMs) + 1) * gatheredMs);
  await inTx(db, async (tx) => {
    const decision = newDecision(tx, community, now, {});
    decision.plan({ kind: 'reportUnsent', key: runAt.toISOString(), runAt });
    await decision.write();
  });
}
