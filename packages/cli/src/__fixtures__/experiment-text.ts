import type { LocalRunnerOptions } from "@runners/local";

/** The parts of an experiment file that a test may want otherwise, each as source text. */
export type ExperimentParts = {
  readonly space?: string;
  readonly candidates?: string;
  /** Options of the local runner. */
  readonly runnerOptions?: { readonly [name in keyof LocalRunnerOptions]?: string };
  /** Further fields of the definition, or other values for those that are there. */
  readonly fields?: string;
  readonly runner?: string;
};

/**
 * The text of an experiment file: `x` from 1 to 4, one after another, two processes at a time, each
 * of which runs `program.mjs` and is judged by its `loss`.
 */
export function experimentText(parts: ExperimentParts = {}): string {
  const { space = '[{ name: "x", type: "int", bounds: [1, 4] }]' } = parts;
  const { candidates = "grid(parameters)", runnerOptions = {}, fields = "" } = parts;
  const options = Object.entries(runnerOptions).map(([name, text]) => `${name}: ${text},`);
  const runner = `new LocalRunner({
    command: process.execPath,
    args: [join(import.meta.dirname, "program.mjs")],
    directory: join(import.meta.dirname, "trials"),
    maxConcurrency: 2,
    ${options.join("\n")}
  })`;
  return `import { join } from "node:path";
import { RunnerError } from "@runners/core";
import { LocalRunner } from "@runners/local";
import { defineExperiment, grid, searchSpace } from "@runners/orchestrator";

const parameters = searchSpace(${space});

export default defineExperiment({
  name: "test",
  parameters,
  candidates: ${candidates},
  objective: { metric: "loss", goal: "minimize" },
  initSecondsBetweenPolls: 0.05,
  runner: ${parts.runner ?? runner},
  ${fields}
});
`;
}
