import { RunnerError, systemClock } from "@runners/core";
import type {
  BaseTrial,
  CallOptions,
  PolledStatus,
  PolledStatuses,
  RunMetadata,
  Runner,
  RunOptions,
} from "@runners/core";

/** What the backend remembers; yours is a service that is asked over the network. */
export type Jobs = Map<string, "DONE" | "BROKEN">;

/** The backend's words, each with what it means. */
const meanings = { DONE: "COMPLETED", BROKEN: "FAILED" } as const;

/** A backend that has finished each job by the time it is asked. */
export class MyRunner implements Runner {
  readonly #jobs: Jobs;

  constructor(jobs: Jobs = new Map()) {
    this.#jobs = jobs;
  }

  async run(trial: BaseTrial, options: RunOptions = {}): Promise<RunMetadata> {
    options.signal?.throwIfAborted();
    if (systemClock.now() > (options.notAfterMs ?? Infinity)) {
      throw new RunnerError("DEADLINE_PASSED", `Trial ${trial.index} is too late; submit it anew.`);
    }
    const job = options.submissionKey ?? `trial-${trial.index}-${trial.attempt}`;
    this.#jobs.set(job, "DONE");
    return { job };
  }

  async pollTrialStatus(
    trials: Iterable<BaseTrial>,
    options: CallOptions = {},
  ): Promise<PolledStatuses> {
    options.signal?.throwIfAborted();
    const statuses = new Map<PolledStatus, Set<number>>();
    for (const { index, runMetadata } of trials) {
      const { job } = runMetadata;
      if (typeof job !== "string") continue; // Not written by `run`: no news.
      const state = this.#jobs.get(job);
      // The backend answered and has no such job: MISSING. In doubt it would be UNKNOWN.
      const status = state === undefined ? "MISSING" : meanings[state];
      const indices = statuses.get(status) ?? new Set();
      statuses.set(status, indices.add(index));
    }
    return statuses;
  }
}
