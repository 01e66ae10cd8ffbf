import { RunnerError } from "@runners/core";
import { escapeText } from "../app-def/escape-text.ts";
import { slurmTextProblem } from "../app-def/slurm-text-problem.ts";
import type { BoundValue } from "./bind-values.ts";
import type { ComponentArgument } from "./component-argument.ts";

/**
 * The arguments of a component of TorchX: texts of the trial and of the runner so written that they
 * arrive literally in `args` and `env`; constants as they are, with the macros in them.
 *
 * @throws {RunnerError} `INVALID_TRIAL` for a text that the scheduler cannot get literally
 */
export function escapeArguments(
  bound: ReadonlyMap<string, BoundValue>,
  of: { readonly scheduler: string; readonly trialIndex: number },
): { readonly [name: string]: ComponentArgument } {
  const problems: string[] = [];
  const escape = (name: string, { from, argument }: BoundValue): ComponentArgument => {
    if (from === "constant" || argument.type !== "str") return argument;
    const problem = of.scheduler === "slurm" ? slurmTextProblem(argument.value) : undefined;
    if (problem !== undefined) problems.push(`${name} ${problem}`);
    return { type: "str", value: escapeText(argument.value, of.scheduler) };
  };
  const escaped = [...bound].map(([name, value]) => [name, escape(name, value)] as const);
  if (problems.length === 0) return Object.fromEntries(escaped);
  const message = `Trial ${of.trialIndex}: ${problems.join("; ")}.`;
  throw new RunnerError("INVALID_TRIAL", message, { trialIndex: of.trialIndex });
}
