export type { Bounds } from "./bounds.ts";
export {
  corruptedTestProblem,
  type CorruptedTestProblemOptions,
} from "./corrupted-test-problem.ts";
export { testProblem } from "./test-problem-by-name.ts";
export type { StoredOptions } from "./formula.ts";
export type {
  AckleyMixedOptions,
  BoundsOption,
  CommonOptions,
  ConstantsPrecision,
  ConstantsPrecisionOption,
  DimOption,
  GsobolOptions,
  IshigamiOptions,
  NumObjectivesOption,
  RequiredDimOption,
  ShekelOptions,
  TrajectoryPlanningOptions,
} from "./options.ts";
export { testProblemNames } from "./test-problem-names.ts";
export type { TestProblemName, TestProblemOptions } from "./test-problem-options.ts";
export type { TestProblem } from "./test-problem.ts";
