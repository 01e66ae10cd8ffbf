import type { RegretStep } from "./simulate.ts";

/** The quartiles of the regret of several runs, at one moment. */
export type Quartiles = {
  readonly hours: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
};

/** At each of the moments at which all runs have a result, what a quarter, half, … of them reached. */
export function quartilesOverTime(
  runs: readonly (readonly RegretStep[])[],
  moments: readonly number[],
): readonly Quartiles[] {
  return moments.flatMap((hours) => {
    const regrets = runs.flatMap(
      (run) => run.findLast((step) => step.hours <= hours)?.regret ?? [],
    );
    if (regrets.length < runs.length) return [];
    const sorted = regrets.toSorted((a, b) => a - b);
    const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
    return [{ hours, low: at(0.25), median: at(0.5), high: at(0.75) }];
  });
}
