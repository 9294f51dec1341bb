/** A set of ids that does not grow for ever: at `most` the older half is forgotten. */
export interface Memory {
  add(id: string): void;
  has(id: string): boolean;
}

export function remember(most = 5000): Memory {
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    add(id) {
      ids.add(id);
      if (ids.size > most) for (const old of [...ids].slice(0, most / 2)) ids.delete(old);
    },
  };
}
