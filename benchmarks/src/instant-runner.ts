import type { BaseTrial, PolledStatuses, RunMetadata, Runner } from "@runners/core";

/** A runner whose trials have completed by the time they are polled: what is left is the loop. */
export const instantRunner: Runner = {
  run(): Promise<RunMetadata> {
    return Promise.resolve({});
  },
  pollTrialStatus(trials: Iterable<BaseTrial>): Promise<PolledStatuses> {
    return Promise.resolve(
      new Map([["COMPLETED", new Set(Array.from(trials, ({ index }) => index))]]),
    );
  },
};
