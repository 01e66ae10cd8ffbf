import { RunnerError } from "@runners/core";
import type { AppDef } from "../app-def/app-def.ts";
import type { Component, ComponentTools, ComponentValues } from "./component.ts";
import type { ParameterSpec, ParameterSpecs } from "./parameter-spec.ts";
import { runnerParameters } from "./runner-parameters.ts";

/** What a component is defined by. */
export type ComponentDefinition<S extends ParameterSpecs> = {
  /** For messages. Default none. */
  readonly name?: string;
  /**
   * The parameters, by name. `trial_idx` (`int()`), `tracker_base` (`str()`) and `experiment_name`
   * (`str()`) are filled in by the runner; the others by the trial's arm and `componentConstParams`.
   */
  readonly params: S;
  /** The app of one trial. What it throws fails the trial. */
  readonly build: (args: ComponentValues<S>, tools: ComponentTools<S>) => AppDef;
};

/**
 * Declares a component in TypeScript. A trial whose parameters are not exactly those of `params`
 * does not compile, and is refused at run time.
 *
 * ```ts
 * const trainer = defineComponent({
 *   params: { lr: float(), layers: int({ default: 2 }), trial_idx: int(), tracker_base: str() },
 *   build: (args, { text }) => ({
 *     name: "trainer",
 *     roles: [
 *       {
 *         name: "trainer",
 *         image: "registry.example/trainer:1",
 *         entrypoint: "python",
 *         args: ["train.py", "--lr", text.lr, "--layers", text.layers, "--out", text.tracker_base],
 *         resource: { cpu: 4, gpu: args.layers > 8 ? 2 : 1, memMB: 16_000 },
 *       },
 *     ],
 *   }),
 * });
 * ```
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for a parameter of the runner's that is declared as another type
 */
export function defineComponent<const S extends ParameterSpecs>(
  definition: ComponentDefinition<S>,
): Component<S> {
  const { name, params, build } = definition;
  const called = name === undefined ? "" : `(${JSON.stringify(name)})`;
  for (const [parameter, kind] of Object.entries(runnerParameters)) {
    const spec: ParameterSpec | undefined = Object.hasOwn(params, parameter)
      ? params[parameter]
      : undefined;
    if (spec === undefined || spec.kind === kind) continue;
    const message = `defineComponent${called}: ${parameter} is ${spec.kind}(); the runner fills it in, declare it as ${kind}().`;
    throw new RunnerError("INVALID_ARGUMENT", message);
  }
  return { ...(name !== undefined && { name }), params, build };
}
