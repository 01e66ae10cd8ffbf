/**
 * The trials that somebody waits for. Those of the loop of `@runners/core` can be asked for one by one.
 * Others are gone over once something has changed, and only until all that has changed is found: what
 * changes next is mostly among the first.
 */
export class AskedTrials {
  readonly #trials: Iterable<Indexed>;
  /** All of them, once they had to be gone over in vain. */
  #indices: ReadonlySet<number> | undefined;

  constructor(trials: Iterable<Indexed>) {
    this.#trials = trials;
  }

  /** Those that are asked for. After an answer that is not empty, no other may be asked for. */
  among(changed: ReadonlySet<number>): ReadonlySet<number> {
    if (changed.size === 0) return changed;
    const trials = this.#trials;
    if (areIndexed(trials) && changed.size <= trials.size) {
      return these(changed, (index) => trials.hasTrialIndex(index));
    }
    const indices = this.#indices;
    if (indices !== undefined) return these(changed, (index) => indices.has(index));
    const found = new Set<number>();
    const seen: number[] = [];
    for (const { index } of trials) {
      seen.push(index);
      if (changed.has(index)) found.add(index);
      if (found.size === changed.size) return found;
    }
    if (found.size === 0) this.#indices = new Set(seen);
    return found;
  }
}

function these(indices: ReadonlySet<number>, asked: (index: number) => boolean): Set<number> {
  const found = new Set<number>();
  for (const index of indices) if (asked(index)) found.add(index);
  return found;
}

type Indexed = { readonly index: number };

/** Trials that can be asked for by their index. */
interface IndexedTrials extends Iterable<Indexed> {
  readonly size: number;
  hasTrialIndex(index: number): boolean;
}

/** Told by its member, not its class: two copies of `@runners/core` may be installed at once. */
function areIndexed(trials: Iterable<Indexed>): trials is IndexedTrials {
  return "hasTrialIndex" in trials;
}
