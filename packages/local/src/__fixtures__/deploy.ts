import type { Parameterization, RunOptions, Trial } from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import type { LocalRunner } from "../local-runner.ts";

/** Runs a trial; gives the view of it that its caller has then. */
export async function deploy(
  runner: LocalRunner,
  parameters: Parameterization,
  options: RunOptions & { readonly index?: number; readonly attempt?: number } = {},
): Promise<Trial> {
  const { index = 0, attempt = 0, ...runOptions } = options;
  const trial = makeTrial(parameters, { index, attempt });
  return { ...trial, status: "RUNNING", runMetadata: await runner.run(trial, runOptions) };
}
