import { RunnerError, type Trial } from "@runners/core";
import { show } from "../show.ts";
import { argumentOf } from "./argument-of.ts";
import type { ComponentArgument } from "./component-argument.ts";
import type { ComponentConstants } from "./component-constants.ts";
import type {
  ComponentParameter,
  ComponentParameterType,
  ComponentSignature,
} from "./component-signature.ts";
import type { runnerParameters } from "./runner-parameters.ts";

/** A value that a parameter gets, as it was given and as an argument. */
export type BoundValue = {
  readonly from: "trial" | "constant" | "runner";
  readonly value: unknown;
  readonly argument: ComponentArgument;
};

/**
 * The value of each parameter of a component, by name; a parameter that is left to its default has
 * none.
 *
 * @throws {RunnerError} see `bindParameters`
 */
export function bindValues(
  component: { readonly name: string | undefined; readonly signature: ComponentSignature },
  trial: Trial,
  options: { readonly constants: ComponentConstants; readonly trackerBase: string },
): ReadonlyMap<string, BoundValue> {
  const { name: componentName, signature } = component;
  const own = ownValues(trial, options.trackerBase);
  const declared = new Set(signature.map(({ name }) => name));
  const arm = new Map<string, unknown>(Object.entries(trial.arms[0].parameters));
  const constants = new Map<string, unknown>(Object.entries(options.constants));
  const ofTrial: string[] = [];
  const ofConstants: string[] = [];
  for (const name of arm.keys()) {
    if (!declared.has(name)) ofTrial.push(`${show(name)} is none of its parameters`);
    else if (own.has(name)) ofTrial.push(`${name} is filled in by the runner; leave it out`);
  }
  for (const name of constants.keys()) {
    const called = `componentConstParams has ${show(name)}`;
    if (!declared.has(name)) ofConstants.push(`${called}, which is none of its parameters`);
    else if (own.has(name)) ofConstants.push(`${called}, which the runner fills in; leave it out`);
  }
  const bound = new Map<string, BoundValue>();
  for (const parameter of signature) {
    const { name } = parameter;
    const from = own.has(name) ? "runner" : arm.has(name) ? "trial" : "constant";
    const value =
      from === "runner" ? own.get(name) : arm.has(name) ? arm.get(name) : constants.get(name);
    if (value === undefined && !arm.has(name) && !constants.has(name)) {
      const problem = missing(parameter, own.has(name));
      if (problem !== undefined) ofTrial.push(problem);
      continue;
    }
    const made = argumentFor(parameter, value);
    if ("argument" in made) bound.set(name, { from, value, argument: made.argument });
    else if (from === "trial") ofTrial.push(`${name} ${made.problem}`);
    else if (from === "constant") ofConstants.push(`componentConstParams.${name} ${made.problem}`);
    else ofConstants.push(`${name}, which the runner fills in, ${made.problem}`);
  }
  const problems = [...ofTrial, ...ofConstants];
  if (problems.length === 0) return bound;
  const called = componentName === undefined ? "" : ` ${show(componentName)}`;
  const message = `Trial ${trial.index} does not fit the component${called}: ${problems.join("; ")}. It takes ${shape(signature)}.`;
  const code = ofConstants.length > 0 ? "INVALID_ARGUMENT" : "INVALID_TRIAL";
  throw new RunnerError(code, message, { trialIndex: trial.index });
}

/** What the runner fills in; undefined where it has nothing. */
function ownValues(trial: Trial, trackerBase: string): ReadonlyMap<string, unknown> {
  const values: { readonly [N in keyof typeof runnerParameters]: unknown } = {
    trial_idx: trial.index,
    tracker_base: trackerBase,
    experiment_name: trial.experiment.name,
  };
  return new Map(Object.entries(values));
}

function missing(parameter: ComponentParameter, isRunners: boolean): string | undefined {
  if (parameter.hasDefault || parameter.variadic) return undefined;
  if (isRunners) {
    return `it takes ${parameter.name}, but the experiment has no name; name it, or give ${parameter.name} a default`;
  }
  return `${parameter.name} is missing; give ${typeText(parameter)}, or a constant in componentConstParams`;
}

function argumentFor(parameter: ComponentParameter, value: unknown): ReturnType<typeof argumentOf> {
  if (parameter.optional && value === null) return { argument: { type: "none" } };
  return argumentOf(typeOf(parameter), value);
}

/** The type of a value for it; for `*args`, the list of them. */
function typeOf({ type, variadic }: ComponentParameter): ComponentParameterType {
  if (!variadic || type.kind === "list" || type.kind === "dict" || type.kind === "other")
    return type;
  return { kind: "list", of: type.kind };
}

function shape(signature: ComponentSignature): string {
  const shown = signature.map((parameter) => `${parameter.name}: ${typeText(parameter)}`);
  return shown.length === 0 ? "no parameters" : shown.join(", ");
}

function typeText(parameter: ComponentParameter): string {
  const type = typeOf(parameter);
  const text =
    type.kind === "other"
      ? type.annotation
      : type.kind === "list"
        ? `list of ${type.of}`
        : type.kind === "dict"
          ? `dict of ${type.of}`
          : type.kind;
  return `${text}${parameter.optional ? " or null" : ""}${parameter.hasDefault ? " (has a default)" : ""}`;
}
