import { defineExperiment, searchSpace, sobol } from "@runners/orchestrator";
import { TorchXRunner } from "@runners/torchx";

const parameters = searchSpace([
  { name: "x1", type: "float", bounds: [-10, 10] },
  { name: "x2", type: "float", bounds: [-10, 10] },
]);

/** Minimizes the booth function, which TorchX brings as a component, four trials at a time. */
export default defineExperiment({
  name: "booth",
  parameters,
  candidates: sobol(parameters, { seed: 3 }),
  totalTrials: 16,
  maxPendingTrials: 4,
  objective: { metric: "booth_eval", goal: "minimize" },
  runner: new TorchXRunner({ component: "utils.booth", trackerBase: "results" }),
});
