export { BotorchTestProblemRunner } from "./botorch-test-problem-runner.ts";
export type { BotorchTestProblemRunnerJson } from "./botorch-test-problem-runner-json.ts";
export type { BotorchTestProblemRunnerOptions } from "./botorch-test-problem-runner-options.ts";
