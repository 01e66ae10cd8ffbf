import type { Parameterization, TrialStatus } from "@runners/core";
import { Experiment } from "@runners/orchestrator";

/** One trial of {@link experimentOf}: what it tried, how it stands, and what it measured. */
export type TrialSketch = {
  readonly parameters: Parameterization;
  readonly status?: TrialStatus;
  readonly value?: number;
  readonly reason?: string;
};

/**
 * An experiment with these trials, in which trial i was created and deployed at second i, and those
 * that have ended took 1.5 s each.
 */
export function experimentOf(trials: readonly TrialSketch[], name = "test"): Experiment {
  const experiment = new Experiment({ name, objective: { metric: "loss", goal: "minimize" } });
  experiment.apply({ type: "experiment-started", name, keyPrefix: "k", definition: {}, atMs: 0 });
  trials.forEach(({ parameters, status = "CANDIDATE", value, reason }, index) => {
    const [atMs, of] = [index * 1_000, { index, attempt: 0 }];
    const arms = [{ name: `${index}_0`, parameters }] as const;
    experiment.apply({ type: "trial-created", index, kind: "trial", arms, atMs });
    if (status === "CANDIDATE") return;
    const submissionKey = `k-${index}-0`;
    experiment.apply({ type: "submission-intended", ...of, submissionKey, notAfterMs: 1e9, atMs });
    const deployed = { status: "RUNNING", runMetadata: { job: index } } as const;
    experiment.apply({ type: "trial-deployed", ...of, ...deployed, atMs });
    if (value !== undefined) {
      const observations = [{ metric: "loss", mean: value }];
      experiment.apply({ type: "trial-results", ...of, final: true, observations, atMs });
    }
    if (status === "RUNNING") return;
    const change = {
      from: "RUNNING",
      to: status,
      ...(reason !== undefined && { reason }),
    } as const;
    const details = { startedAtMs: atMs, finishedAtMs: atMs + 1_500 };
    experiment.apply({ type: "trial-status", ...of, ...change, details, atMs: atMs + 1_500 });
  });
  return experiment;
}
