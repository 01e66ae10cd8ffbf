import { testProblemNames, type TestProblem, type TestProblemName } from "./functions/index.ts";

/** Whether `testProblem` makes this problem again from its name and its options. */
export function isBotorchProblem(
  problem: TestProblem,
): problem is TestProblem & { readonly name: TestProblemName } {
  const names: readonly string[] = testProblemNames;
  return names.includes(problem.name);
}
