import { type BaseTrial, RunnerError } from "@runners/core";
import { randomOfTrial } from "./random-of-trial.ts";
import type { SamplerOptions } from "./sample-runtime.ts";

/**
 * A runtime from a table, of times that were measured for example.
 *
 * @param options.runtimes seconds; one at least
 * @param options.pick `"random"` (default): any of them, each as likely; `"in-order"`: that at the
 *   trial's index, and from the beginning again after the last
 * @returns seconds
 * @throws {RunnerError} `INVALID_ARGUMENT` for an empty table
 */
export function sampleRuntimeTable(
  trial: BaseTrial<unknown>,
  options: SamplerOptions & {
    readonly runtimes: readonly number[];
    readonly pick?: "random" | "in-order";
  },
): number {
  const { runtimes, pick = "random" } = options;
  const at =
    pick === "in-order"
      ? trial.index % runtimes.length
      : Math.floor(randomOfTrial(trial, options)() * runtimes.length);
  const runtime = runtimes[at];
  if (runtime !== undefined) return runtime;
  throw new RunnerError(
    "INVALID_ARGUMENT",
    `runtimes has ${runtimes.length} entries; give one at least.`,
  );
}
