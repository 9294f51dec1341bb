/** Runs a piece of work when all that was given before it is done; resolves or rejects as the work does. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs one after the other what is given to it; a failure does not stop the next. */
export function oneAtATime(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
