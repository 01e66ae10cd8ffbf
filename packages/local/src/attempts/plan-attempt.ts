import type { BaseTrial, JsonObject } from "@runners/core";
import { commandArguments } from "../arguments/command-arguments.ts";
import type { LocalRunnerSettings } from "../local-runner-settings.ts";
import { singleArm } from "./single-arm.ts";
import { trialVariables } from "./trial-variables.ts";

/** What would be started for a trial. Of environment variables only the names: values may be secret. */
export function planAttempt(trial: BaseTrial, settings: LocalRunnerSettings): JsonObject {
  const { program, templates, parameterArguments, cwd, ownEnv, directory } = settings;
  const { index, arms } = singleArm(trial);
  const args = commandArguments(templates, parameterArguments, arms[0].parameters, index);
  const environment = [...Object.keys(ownEnv), ...trialVariables].toSorted();
  return { command: [program, ...args], cwd, environment, directory };
}
