import type { Bounds, StoredOptions, TestProblemName } from "./functions/index.ts";

/** A runner's configuration as plain JSON; all defaults are written out. */
export type BotorchTestProblemRunnerJson = {
  readonly testProblem: TestProblemName;
  readonly testProblemOptions: StoredOptions;
  readonly modifiedBounds?: Bounds;
};
