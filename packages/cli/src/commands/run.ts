import { systemClock } from "@runners/core";
import {
  Orchestrator,
  type ExperimentDefinition,
  type ExperimentStore,
  type ExperimentSummary,
} from "@runners/orchestrator";
import { loadExperiment } from "../load/load-experiment.ts";
import { exitCodes } from "../report/exit-code.ts";
import { JsonReporter } from "../report/json-reporter.ts";
import { LineReporter } from "../report/line-reporter.ts";
import type { Reporter } from "../report/reporter.ts";
import { ScreenReporter } from "../screen/screen-reporter.ts";
import { onInterrupts } from "./interrupts.ts";
import { openStore, storePath } from "./open-store.ts";

export type RunCommandOptions = {
  readonly json?: boolean;
  readonly store?: string;
  readonly acceptChanges?: boolean;
} & Pick<ExperimentDefinition, "totalTrials" | "maxPendingTrials">;

/** Runs the experiment of a file to its end, and returns the exit code. */
export async function run(path: string, options: RunCommandOptions): Promise<number> {
  const { json, store: given, acceptChanges, ...overrides } = options;
  const definition = await loadExperiment(path, overrides);
  const store = await openStore({
    path: storePath(path, definition.name, given),
    create: true,
  });
  const reporter = json === true ? jsonReporter() : reporterFor(definition);
  try {
    return await drive(definition, { store, reporter, acceptChanges: acceptChanges ?? false });
  } finally {
    reporter.close();
    await store.close();
    await definition.runner[Symbol.asyncDispose]?.();
  }
}

async function drive(
  definition: ExperimentDefinition,
  environment: {
    readonly store: ExperimentStore;
    readonly reporter: Reporter;
    readonly acceptChanges: boolean;
  },
): Promise<number> {
  const { store, reporter, acceptChanges } = environment;
  const orchestrator = new Orchestrator(definition, { store, acceptChanges });
  const leaving = new AbortController();
  const resumable = definition.runner.resumable !== false;
  let left: number | undefined;
  const leave = (code: number): void => {
    left = code;
    leaving.abort(new Error("the driver leaves"));
  };
  using _ = onInterrupts(
    [
      () => {
        const goOn = resumable ? "; the same command goes on with the experiment later" : "";
        reporter.note(`no more trials: waiting for those that run. Ctrl-C again stops them${goOn}`);
        orchestrator.stopSubmitting("interrupted");
      },
      () => {
        reporter.note("stopping the trials that run. Ctrl-C again leaves at once");
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
    if (resumable) reporter.note("the trials go on; the same command goes on with them");
    return left;
  }
}

async function report(
  orchestrator: Orchestrator,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<ExperimentSummary> {
  const events = orchestrator.run({ signal });
  for (;;) {
    const step = await events.next();
    if (step.done === true) {
      reporter.finish(step.value, orchestrator.experiment);
      return step.value;
    }
    reporter.report(step.value, orchestrator.experiment);
  }
}

function jsonReporter(): Reporter {
  return new JsonReporter((text) => process.stdout.write(text));
}

function reporterFor(definition: ExperimentDefinition): Reporter {
  const { stdout } = process;
  if (!stdout.isTTY) return new LineReporter((text) => stdout.write(text));
  return new ScreenReporter({
    stream: stdout,
    clock: systemClock,
    color: stdout.hasColors(),
    totalTrials: definition.totalTrials,
    parameterNames: definition.parameters.map(({ name }) => name),
  });
}
