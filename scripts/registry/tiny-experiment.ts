/** An experiment of two short processes, and the program that they run. */
export const tinyExperiment = {
  "train.mjs": `import { writeFileSync } from "node:fs";
writeFileSync(process.env.RUNNERS_RESULTS, '{"loss": 1}');
`,
  "experiment.ts": `import { LocalRunner } from "@runners/local";
import { defineExperiment, grid, searchSpace } from "@runners/orchestrator";

const parameters = searchSpace([{ name: "depth", type: "int", bounds: [1, 2] }]);

export default defineExperiment({
  name: "tiny",
  parameters,
  candidates: grid(parameters),
  totalTrials: 2,
  objective: { metric: "loss", goal: "minimize" },
  runner: new LocalRunner({ command: process.execPath, args: ["train.mjs", "{depth}"] }),
});
`,
};
