/** Wall-clock time of the community and moments, in both directions. Pure; never uses the machine's own zone. */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string): Intl.DateTimeFormat {
  let found = formats.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    formats.set(zone, found);
  }
  return found;
}

/** A moment as local time of the zone, `YYYY-MM-DDTHH:mm`. */
export function toLocal(at: Date, zone: string): string {
  // China has had one fixed offset since 1991; asking Intl for it costs more than all the rest of a message.
  if (zone === 'Asia/Shanghai') return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
  return format(zone).format(at).replace(' ', 'T');
}

const day = 86_400_000;

/**
 * Local time of the zone (`YYYY-MM-DD` = midnight, or `YYYY-MM-DDTHH:mm`) as a moment. Of a time that a summer time makes come
 * twice, the first; one that it leaves out is as much later. (RFC 5545, 3.3.5.)
 */
export function fromLocal(local: string, zone: string): Date {
  const naive = Date.parse(`${local.length === 10 ? `${local}T00:00` : local}:00Z`);
  // The zone changes at most once in two days: its offsets of the day before and the day after are all that can hold.
  const offset = (at: number) => Date.parse(`${toLocal(new Date(at), zone)}:00Z`) - at;
  const before = naive - offset(naive - day);
  const after = naive - offset(naive + day);
  return new Date(before + offset(before) !== naive && after + offset(after) === naive ? after : before);
}

/** The moment at `HH:mm` local time, `days` days after the local day of `at`. */
export function atTime(at: Date, days: number, time: string, zone: string): Date {
  const then = new Date(Date.parse(`${toLocal(at, zone).slice(0, 10)}T00:00:00Z`) + days * day);
  return fromLocal(`${then.toISOString().slice(0, 10)}T${time}`, zone);
}

/** Weekday of a local date, 1 = Monday … 7 = Sunday. */
export function weekday(local: string): number {
  return new Date(`${local.slice(0, 10)}T00:00:00Z`).getUTCDay() || 7;
}

/** Whole days from one local date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / day);
}
