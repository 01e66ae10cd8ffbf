import type { BaseTrial } from "@runners/core";
import type { Secrets } from "../client/redact.ts";
import { bindParameters } from "../component/bind-parameters.ts";
import type { ComponentConstant } from "../component/component-constants.ts";
import type { TorchXRunnerSettings } from "../torchx-runner-settings.ts";

/**
 * Values that a program may print and that are nobody else's business, by what to call them: those of
 * the runner's variables, of constants and, where the component is in TypeScript, of the variables of
 * its roles. The parameters of the arm are no secrets.
 */
export function secretsOfTrial(trial: BaseTrial, settings: TorchXRunnerSettings): Secrets {
  const { constants, clientOptions } = settings;
  const secrets: Record<string, string> = {};
  for (const [name, constant] of Object.entries(constants)) collect(secrets, name, constant);
  return { ...secrets, ...roleVariables(trial, settings), ...clientOptions.env };
}

function collect(secrets: Record<string, string>, name: string, constant: ComponentConstant): void {
  if (typeof constant === "string") secrets[name] = constant;
  if (typeof constant !== "object" || constant === null) return;
  for (const [key, value] of Object.entries(constant)) collect(secrets, `${name}.${key}`, value);
}

function roleVariables(trial: BaseTrial, settings: TorchXRunnerSettings): Secrets {
  const { component } = settings;
  if (typeof component === "string") return {};
  try {
    const source = bindParameters(component, trial, settings);
    const roles = source.kind === "app" ? source.app.roles : [];
    return Object.assign({}, ...roles.map(({ env = {} }) => env)) as Secrets;
  } catch {
    // It was deployed by another version of the component, whose variables cannot be known.
    return {};
  }
}
