import { RunnerError } from "@runners/core";
import {
  Orchestrator,
  type ExperimentDefinition,
  type ExperimentStore,
  type ExperimentSummary,
} from "@runners/orchestrator";
import { exitCodes } from "../report/exit-code.ts";
import type { Reporter } from "../report/reporter.ts";
import { UsageError } from "../usage-error.ts";
import { onInterrupts } from "./interrupts.ts";

export type DriveOptions = {
  readonly definition: ExperimentDefinition;
  readonly store: ExperimentStore;
  readonly reporter: Reporter;
  readonly acceptChanges: boolean;
};

/** Drives an experiment until it has ended or a person ends it. Returns the exit code. */
export async function drive(options: DriveOptions): Promise<number> {
  const { definition, store, reporter, acceptChanges } = options;
  const orchestrator = new Orchestrator(definition, { store, acceptChanges });
  const leaving = new AbortController();
  const resumable = definition.runner.resumable !== false;
  let left: number | undefined;
  let stopping = false;
  const leave = (code: number): void => {
    left = code;
    leaving.abort(new Error("the driver leaves"));
  };
  using _ = onInterrupts(
    [
      () => {
        reporter.note("no more trials: waiting for those that run; Ctrl-C again stops them");
        orchestrator.stopSubmitting("interrupted");
      },
      () => {
        stopping = true;
        reporter.note("stopping the trials that run; Ctrl-C again leaves at once");
        orchestrator.stopTrials("interrupted");
      },
      () => leave(130),
    ],
    (signal) => leave(signal === "SIGHUP" ? 129 : 143),
  );
  try {
    const summary = await report(orchestrator, reporter, leaving.signal);
    return exitCodes[summary.outcome];
  } catch (error) {
    if (left === undefined || error !== leaving.signal.reason) throw error;
    if (resumable) {
      const trials = stopping ? "the trials were asked to stop" : "the trials go on";
      reporter.note(`${trials}; the same command goes on with them`);
    }
    return left;
  }
}

async function report(
  orchestrator: Orchestrator,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<ExperimentSummary> {
  const events = orchestrator.run({ signal });
  for (let begun = false; ; begun = true) {
    const step = await events.next().catch((error: unknown) => {
      throw begun ? error : refusal(error, orchestrator);
    });
    if (step.done === true) {
      reporter.finish(step.value, orchestrator.experiment);
      return step.value;
    }
    reporter.report(step.value, orchestrator.experiment);
  }
}

/** A refusal to go on with an experiment that has changed, with what a person can do about it here. */
function refusal(error: unknown, { experiment }: Orchestrator): unknown {
  const wasRunBefore = experiment.keyPrefix !== undefined;
  if (!wasRunBefore || !RunnerError.is(error, "INVALID_ARGUMENT")) return error;
  const remedy =
    "--accept-changes goes on all the same; --store <path> begins a new one elsewhere.";
  return new UsageError(`${error.message}\n${remedy}`, { cause: error });
}
