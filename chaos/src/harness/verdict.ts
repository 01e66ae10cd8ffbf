/** What the judge counts, over all experiments of a run; anything but zero is a broken promise. */
export type Faults = {
  /** Trials that are not in the store as completed, though the backend completes all. */
  readonly lost: number;
  /** Jobs beyond the first of a submission key, or of an attempt of a trial. */
  readonly twice: number;
  /** Jobs that still run, or that no trial of the store is attached to. */
  readonly orphans: number;
  /** Jobs without an intent that was stored before them. */
  readonly unintended: number;
};

/** The faults of one experiment, with what they are about. */
export type Verdict = Faults & { readonly words: readonly string[] };

export const noFaults: Faults = { lost: 0, twice: 0, orphans: 0, unintended: 0 };

/** The sums of both. */
export function addFaults(a: Faults, b: Faults): Faults {
  return {
    lost: a.lost + b.lost,
    twice: a.twice + b.twice,
    orphans: a.orphans + b.orphans,
    unintended: a.unintended + b.unintended,
  };
}

/** Whether all promises were kept. */
export function isClean(faults: Faults): boolean {
  return faults.lost + faults.twice + faults.orphans + faults.unintended === 0;
}
