/** The local chat speaks Beijing time, whatever the machine's zone. China has had no summer time since 1991. */
const offset = 8 * 3_600_000;

/** ISO 8601 with `+08:00`, to the second. */
export function shanghaiIso(date: Date): string {
  return `${new Date(date.getTime() + offset).toISOString().slice(0, 19)}+08:00`;
}

/** Reads ISO 8601; a time without an offset is Beijing time. */
export function fromIso(text: string): Date {
  return new Date(/(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}+08:00`);
}
