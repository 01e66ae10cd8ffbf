import { RunnerError, type BaseTrial, type Trial } from "@runners/core";
import { checkApp } from "../app-def/check-app.ts";
import { escapeApp } from "../app-def/escape-app.ts";
import type { AppSource } from "../client/submission.ts";
import { bindValues } from "./bind-values.ts";
import { buildApp } from "./build-app.ts";
import type { Component } from "./component.ts";
import type { ComponentConstants } from "./component-constants.ts";
import type { ComponentSignature } from "./component-signature.ts";
import { componentSignatureOf } from "./component-signature-of.ts";
import { escapeArguments } from "./escape-arguments.ts";

/** A component of TorchX, and what it takes. */
export type NamedComponent = { readonly name: string; readonly signature: ComponentSignature };

/**
 * The app of a trial: the component with the trial's parameters, the constants and what the runner
 * fills in (`trial_idx`, `tracker_base`, `experiment_name`, where they are declared). Names and types
 * have to match exactly; an arm's value wins over a constant of the same name.
 *
 * @throws {RunnerError} `INVALID_TRIAL` for a `BatchTrial`, for parameters that do not match (all of
 * them in one error) and for an app that cannot be deployed; `INVALID_ARGUMENT` for constants that do
 * not match
 */
export function bindParameters(
  component: Component | NamedComponent,
  trial: BaseTrial,
  options: {
    readonly constants: ComponentConstants;
    readonly trackerBase: string;
    readonly scheduler: string;
  },
): AppSource {
  const { scheduler } = options;
  const single = singleArm(trial);
  if ("signature" in component) {
    const bound = bindValues(component, single, options);
    const literal = escapeArguments(bound, { scheduler, trialIndex: trial.index });
    return { kind: "component", name: component.name, arguments: literal };
  }
  const signature = componentSignatureOf(component);
  const bound = bindValues({ name: component.name, signature }, single, options);
  const app = buildApp(component, bound, trial.index);
  checkApp(app, {
    component: component.name ?? "the component",
    scheduler,
    trialIndex: trial.index,
  });
  return { kind: "app", app: escapeApp(app, scheduler) };
}

function singleArm(trial: BaseTrial): Trial {
  if (trial.kind === "trial") return trial;
  const message = `Trial ${trial.index} is a BatchTrial of ${trial.arms.length} arms; a TorchXRunner runs trials of one arm: give each arm a trial of its own.`;
  throw new RunnerError("INVALID_TRIAL", message, { trialIndex: trial.index });
}
