export type { ParameterArguments } from "./arguments/command-arguments.ts";
export { LocalRunner } from "./local-runner.ts";
export type { LocalRunnerOptions } from "./local-runner-options.ts";
