import type { ExperimentOutcome } from "../experiment/experiment-event.ts";
import type { LoopContext } from "./loop-context.ts";

/** How an experiment ended, and why if there is more to say. */
export type ExperimentSummary = {
  readonly outcome: ExperimentOutcome;
  readonly reason?: string;
};

/** Decides whether an experiment has to end before its candidates do, and how it ended. */
export class Ending {
  readonly #context: LoopContext;
  #decided: ExperimentSummary | undefined;

  constructor(context: LoopContext) {
    this.#context = context;
  }

  /** Set once no more trials are to be submitted. */
  get decided(): ExperimentSummary | undefined {
    return this.#decided;
  }

  /** Whether trials may still be submitted: by this driver, or by one that goes on later. */
  get goesOn(): boolean {
    return this.#decided === undefined || this.#decided.outcome === "drained";
  }

  /** No more trials from here on. The first reason stands. */
  decide(summary: ExperimentSummary): void {
    if (this.#decided !== undefined) return;
    this.#decided = summary;
    this.#context.turn.say({ type: "draining", reason: summary.reason ?? summary.outcome });
  }

  /** Ends the experiment if more trials failed than are tolerated. */
  checkFailureRate(): void {
    const { experiment, settings } = this.#context;
    if (experiment.failures < settings.minFailedTrialsForFailureRateCheck) return;
    const reason = this.#excess();
    if (reason !== undefined) this.decide({ outcome: "failure-rate-exceeded", reason });
  }

  /** How it ended, now that nothing is left to do. */
  summary(candidatesFailure: string | undefined): ExperimentSummary {
    const { unresolved } = this.#context.experiment;
    const decided = this.#decided;
    if (decided !== undefined && decided.outcome !== "drained") return decided;
    const reason = this.#excess();
    if (reason !== undefined) return { outcome: "failure-rate-exceeded", reason };
    if (candidatesFailure !== undefined) {
      return { outcome: "candidates-failed", reason: candidatesFailure };
    }
    if (unresolved.size > 0) {
      const trials = [...unresolved].join(", ");
      return {
        outcome: "unresolved",
        reason: `somebody has to say what became of the submission of trial ${trials}`,
      };
    }
    return decided ?? { outcome: "completed" };
  }

  #excess(): string | undefined {
    const { experiment, settings } = this.#context;
    const [failed, all] = [experiment.failures, experiment.trials.size];
    const tolerated = settings.toleratedTrialFailureRate;
    if (failed <= tolerated * all) return undefined;
    return `${failed} of ${all} trials failed; ${tolerated * 100} % are tolerated`;
  }
}
