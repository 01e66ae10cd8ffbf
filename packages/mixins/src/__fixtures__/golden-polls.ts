import { readFileSync } from "node:fs";
import type { BaseTrial, PolledStatuses, TrialStatus } from "@runners/core";
import { makeTrial } from "@runners/core/testing";

/** One poll of Ax's SingleRunningTrialMixin: the experiment's trials, those polled, the answer. */
type GoldenPoll = {
  readonly statuses: readonly TrialStatus[];
  readonly polled: readonly number[];
  readonly result: Readonly<Partial<Record<TrialStatus, readonly number[]>>>;
};

const file = new URL("single-running-trial-mixin.golden.json", import.meta.url);

/** Polls recorded from the original, to be reproduced. */
export const goldenPolls: readonly GoldenPoll[] = (
  JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly GoldenPoll[] }
).cases;

/** The trials that a golden poll asks for, as views of its experiment. */
export function trialsOf({ statuses, polled }: GoldenPoll): BaseTrial<unknown>[] {
  const runningTrialIndices = [...statuses.keys()].filter((i) => statuses[i] === "RUNNING");
  const experiment = { name: "golden", runningTrialIndices };
  return polled.map((index) =>
    makeTrial({}, { index, status: statuses[index] ?? "CANDIDATE", experiment }),
  );
}

/** An answer in the form of the golden file. */
export function asGolden(answer: PolledStatuses): GoldenPoll["result"] {
  return Object.fromEntries(
    Array.from(answer, ([status, indices]) => [status, [...indices].toSorted((a, b) => a - b)]),
  );
}
