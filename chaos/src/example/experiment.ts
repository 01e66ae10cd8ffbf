import { fileURLToPath } from "node:url";
import { LocalRunner } from "@runners/local";
import { defineExperiment, searchSpace, sobol } from "@runners/orchestrator";

const parameters = searchSpace([
  { name: "trees", type: "int", bounds: [1, 4] },
  { name: "maxDepth", type: "int", bounds: [1, 3] },
  { name: "maxFeatures", type: "float", bounds: [0.25, 1] },
  { name: "minNumSamples", type: "int", bounds: [2, 40], scale: "log" },
]);
const [directory = "", ledger = "", train = ""] = JSON.parse(
  process.env["CHAOS_EXAMPLE"] ?? "[]",
) as readonly string[];

/** The penguins of the example, with smaller forests; each trial writes down that it was started. */
export default defineExperiment({
  name: "penguins",
  parameters,
  candidates: sobol(parameters, { seed: 7 }),
  totalTrials: 24,
  objective: { metric: "accuracy", goal: "maximize" },
  maxPendingTrials: 2,
  runner: new LocalRunner({
    command: process.execPath,
    args: [fileURLToPath(new URL("recorded-training.mjs", import.meta.url)), ledger, train],
    parameterArguments: "none",
    directory,
  }),
});
