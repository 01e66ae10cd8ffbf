import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { LocalRunner } from "@runners/local";
import { defineExperiment, searchSpace, sobol } from "@runners/orchestrator";

const parameters = searchSpace([
  { name: "trees", type: "int", bounds: [1, 100], scale: "log" },
  { name: "maxDepth", type: "int", bounds: [1, 12] },
  { name: "maxFeatures", type: "float", bounds: [0.25, 1] },
  { name: "minNumSamples", type: "int", bounds: [2, 40], scale: "log" },
]);

/** Which forest tells the sex of a penguin best? Each trial trains one, as a process of its own. */
export default defineExperiment({
  name: "penguins",
  parameters,
  candidates: sobol(parameters, { seed: 7 }),
  totalTrials: 24,
  objective: { metric: "accuracy", goal: "maximize" },
  maxPendingTrials: availableParallelism(),
  runner: new LocalRunner({
    command: process.execPath,
    args: [fileURLToPath(new URL("train.mjs", import.meta.url))],
    directory: fileURLToPath(new URL(".runners", import.meta.url)),
  }),
});
