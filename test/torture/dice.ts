/** Chance that can be had again: the same seed gives the same throws. */
export interface Dice {
  /** From 0 up to 1, without 1. */
  throw(): number;
  /** A whole number from 0 up to `n`, without `n`. */
  below(n: number): number;
  one<T>(list: readonly T[]): T;
}

/** @param seed a whole number (mulberry32) */
export function newDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return { throw: next, below, one: (list) => list[below(list.length)]! };
}
