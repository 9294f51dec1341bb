/** A chat account: what this process does for it, as long as it holds the lease. */
import type { House } from './app.ts';
import type { Channel, ChannelState } from './channel/channel.ts';
import { toLocal } from './clock/zone.ts';
import { planReport } from './features/unsent/steps.ts';
import { type Acquaintance, newAcquaintance } from './identity/acquaint.ts';
import type { Trouble } from './inbox/trouble.ts';
import { type Courier, type CourierOptions, newCourier } from './outbox/courier.ts';
import { type Lease, newLease } from './outbox/lease.ts';
import { wording } from './outbox/wording.ts';

export interface Account {
  channel: Channel;
  courier: Courier;
  lease: Lease;
  /** Only where ids change at each login. */
  acquaintance?: Acquaintance;
  /** How the channel is, as a leader wants to know it: also whether it rests, or another process works for it. */
  state(): ChannelState;
}

export interface Duties {
  /** No other process can have this store open. */
  alone: boolean;
  trouble: Trouble;
  /** The account is ours now. */
  begin(): Promise<void>;
  /** What was kept and could not be handled yet is handled. */
  resume(): Promise<void>;
}

type Pace = Pick<CourierOptions, 'intervalMs' | 'perMinute' | 'timer' | 'joinWindowMs'>;

export function newAccount(house: House, channel: Channel, pace: Pace, duties: Duties): Account {
  const { db, community, clock, log } = house;
  const { alone, trouble, begin, resume } = duties;
  const lease = newLease({
    ...{ db, community, channel, alone, log, elapsed: pace.timer.elapsed },
    onHeld: begin,
    onSure: () => courier.wake(),
    onLost: () => channel.stop(),
  });
  const courier: Courier = newCourier({
    ...{ db, community, channel, log, trouble, ...pace },
    clock: clock.now,
    token: lease.token,
    onLost: () => planReport(db, community, clock.now()),
  });
  channel.watch?.(() => courier.wake());
  const account: Account = {
    channel,
    courier,
    lease,
    state() {
      const until = courier.restsUntil();
      if (!lease.held()) return { state: 'offline', note: wording.elsewhere };
      if (!until) return channel.state();
      return { ...channel.state(), note: wording.resting(toLocal(until, community.zone).slice(11)) };
    },
  };
  if (channel.capabilities.stableIds) return account;
  const acquaintance = newAcquaintance({
    ...{ db, community, channel, log, clock: clock.now, intervalMs: pace.intervalMs },
    onFound: () => courier.wake(),
    onRoom: resume,
  });
  channel.watch?.(() => acquaintance.wake());
  return { ...account, acquaintance };
}
