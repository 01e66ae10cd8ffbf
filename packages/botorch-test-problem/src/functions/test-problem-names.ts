import { formulas } from "./formulas.ts";
import type { TestProblemName } from "./test-problem-options.ts";

/** The names of all test functions, in alphabetical order. */
export const testProblemNames: readonly TestProblemName[] = (
  Object.keys(formulas) as TestProblemName[]
).toSorted();
