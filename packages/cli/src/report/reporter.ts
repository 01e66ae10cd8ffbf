import type { Experiment, ExperimentSummary, OrchestratorEvent } from "@runners/orchestrator";

/** Tells a person, or a program, how an experiment goes. */
export interface Reporter {
  /** Takes one event; the experiment is as it is after it. */
  report(event: OrchestratorEvent, experiment: Experiment): void;
  /** Says something of the command itself, e.g. what an interrupt does. */
  note(text: string): void;
  /** The experiment has ended. */
  finish(summary: ExperimentSummary, experiment: Experiment): void;
  /** Leaves the terminal as it was; called in any case, once. */
  close(): void;
}
