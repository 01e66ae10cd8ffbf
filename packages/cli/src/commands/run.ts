import { resolve } from "node:path";
import { systemClock } from "@runners/core";
import type { ExperimentDefinition } from "@runners/orchestrator";
import { showCommand } from "../format/show-command.ts";
import { loadExperiment } from "../load/load-experiment.ts";
import { storePath } from "../load/store-path.ts";
import type { Hints } from "../report/hints.ts";
import type { Reporter } from "../report/reporter.ts";
import { drive } from "./drive.ts";
import { openStore } from "./open-store.ts";

export type RunCommandOptions = {
  readonly json?: boolean;
  readonly store?: string;
  readonly acceptChanges?: boolean;
} & Pick<ExperimentDefinition, "totalTrials" | "maxPendingTrials">;

/** Runs the experiment of a file to its end, and returns the exit code. */
export async function run(file: string, options: RunCommandOptions): Promise<number> {
  const { json = false, store: given, acceptChanges = false, ...overrides } = options;
  const [wholeFile, wholeStore] = [resolve(file), given === undefined ? undefined : resolve(given)];
  const definition = await loadExperiment(file, overrides);
  const path = storePath(wholeFile, definition.name, wholeStore);
  const store = await openStore({ path, create: true });
  const names = showCommand([file, ...(given === undefined ? [] : ["--store", given])]);
  const reporter = await reporterOf(json, definition, names);
  try {
    return await drive({ definition, store, reporter, acceptChanges });
  } finally {
    reporter.close();
    await store.close();
    await definition.runner[Symbol.asyncDispose]?.();
  }
}

async function reporterOf(
  json: boolean,
  { totalTrials, parameters, runner }: ExperimentDefinition,
  names: string,
): Promise<Reporter> {
  const { stdout } = process;
  const { clock = systemClock } = runner;
  const write = (text: string): void => void stdout.write(text);
  if (json) {
    const { JsonReporter } = await import("../report/json-reporter.ts");
    return new JsonReporter(write, clock);
  }
  const hints: Hints = {
    names,
    keepsLogs: runner.readLogs !== undefined,
    metadataKeys: runner.runMetadataReportKeys ?? [],
  };
  // Some pseudo-terminals have no size, and nothing can be painted on them.
  if (!stdout.isTTY || !stdout.columns || !stdout.rows) {
    const { LineReporter } = await import("../report/line-reporter.ts");
    return new LineReporter(write, hints);
  }
  const { ScreenReporter } = await import("../screen/screen-reporter.ts");
  return new ScreenReporter({
    stream: stdout,
    // Painted by the time of those who look, also where that of the trials is simulated.
    clock: {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      sleep: (ms, options) => systemClock.sleep(ms, options),
    },
    color: stdout.hasColors(),
    totalTrials,
    parameterNames: parameters.map(({ name }) => name),
    hints,
  });
}
