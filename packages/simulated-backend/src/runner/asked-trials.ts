/**
 * The trials that somebody waits for. They are gone over only once something has changed, and only
 * until all that has changed is found: what changes next is mostly among the first.
 */
export class AskedTrials {
  readonly #trials: Iterable<{ readonly index: number }>;
  /** All of them, once they had to be gone over in vain. */
  #indices: ReadonlySet<number> | undefined;

  constructor(trials: Iterable<{ readonly index: number }>) {
    this.#trials = trials;
  }

  /** Those that are asked for. After an answer that is not empty, no other may be asked for. */
  among(changed: ReadonlySet<number>): ReadonlySet<number> {
    const found = new Set<number>();
    if (changed.size === 0) return found;
    if (this.#indices !== undefined) {
      for (const index of changed) if (this.#indices.has(index)) found.add(index);
      return found;
    }
    const seen: number[] = [];
    for (const { index } of this.#trials) {
      seen.push(index);
      if (changed.has(index)) found.add(index);
      if (found.size === changed.size) return found;
    }
    if (found.size === 0) this.#indices = new Set(seen);
    return found;
  }
}
