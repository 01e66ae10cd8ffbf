import type { Arm, BatchTrial, Trial } from "../trial.ts";

type Overrides<P> = Partial<Omit<Trial<P>, "kind" | "arms">>;

/** A trial of one arm, as a plain object: index 0, attempt 0, `CANDIDATE`, unless told otherwise. */
export function makeTrial<P>(parameters: P, overrides: Overrides<P> = {}): Trial<P> {
  const index = overrides.index ?? 0;
  return { ...view(overrides), kind: "trial", arms: [{ name: `${index}_0`, parameters }] };
}

/** A trial of several arms, as a plain object; see {@link makeTrial}. */
export function makeBatchTrial<P>(
  parameters: readonly [P, ...P[]],
  overrides: Overrides<P> = {},
): BatchTrial<P> {
  const index = overrides.index ?? 0;
  const arm = (p: P, i: number): Arm<P> => ({ name: `${index}_${i}`, parameters: p });
  const [first, ...rest] = parameters;
  const arms = [arm(first, 0), ...rest.map((p, i) => arm(p, i + 1))] as const;
  return { ...view(overrides), kind: "batch", arms };
}

function view(overrides: Overrides<unknown>): Omit<Trial, "kind" | "arms"> {
  return {
    index: 0,
    attempt: 0,
    status: "CANDIDATE",
    runMetadata: {},
    experiment: { name: "experiment", runningTrialIndices: [] },
    ...overrides,
  };
}
