import type { Clock } from "@runners/core";
import type {
  Bounds,
  TestProblem,
  TestProblemName,
  TestProblemOptions,
} from "./functions/index.ts";

export type BotorchTestProblemRunnerOptions = {
  /** What to evaluate: a problem, or the name of one of BoTorch's. */
  readonly testProblem: TestProblem | TestProblemName;
  /**
   * Where a name is given: the options that the problem is made with. Default `{}`. What a problem
   * takes is in `TestProblemOptions`.
   */
  readonly testProblemOptions?: TestProblemOptions[TestProblemName];
  /**
   * Bounds that the parameters have instead of the problem's: a value is carried over linearly, so
   * that 5 of [0, 10] is 0.5 of [0, 1]. Default: the problem's own bounds.
   */
  readonly modifiedBounds?: Bounds;
  /** Where the time is read that `notAfterMs` is compared with. Default: the system's. */
  readonly clock?: Clock;
};
