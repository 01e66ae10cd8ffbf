import type { OptionRules } from "@runners/core";
import type { BotorchTestProblemRunnerOptions } from "./botorch-test-problem-runner-options.ts";

/** What the options are; what their values can be, the runner checks. */
export const botorchTestProblemRunnerOptionRules: OptionRules<BotorchTestProblemRunnerOptions> = {
  testProblem: {
    is: (value) => typeof value === "string" || isProblem(value),
    give: 'a problem, or the name of one, e.g. "Branin"',
    required: true,
  },
  testProblemOptions: { is: "object", give: "an object of the problem's options" },
  modifiedBounds: { is: Array.isArray, give: "a list of [lower, upper]" },
  clock: { is: "clock", give: "a Clock, e.g. systemClock" },
};

function isProblem(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof Reflect.get(value, "evaluate") === "function"
  );
}
