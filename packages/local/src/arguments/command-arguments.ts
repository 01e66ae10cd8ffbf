import { RunnerError, type Parameterization } from "@runners/core";
import { closest } from "fastest-levenshtein";
import type { ArgumentTemplate } from "./argument-template.ts";
import { formatParameter } from "./format-parameter.ts";

/**
 * How parameters become arguments.
 *
 * - `"auto"`: as the placeholders in `args` say; where there is none, as with `"append"`.
 * - `"append"`: placeholders, and after `args` each parameter as `--name=value`.
 * - `"none"`: placeholders only; the program reads the file named in `RUNNERS_PARAMETERS`.
 */
export type ParameterArguments = "auto" | "append" | "none";

/**
 * The arguments of the program for one trial.
 *
 * @throws {RunnerError} `INVALID_TRIAL` for a placeholder without a parameter, and for a name or a
 * value that no argument can carry
 */
export function commandArguments(
  templates: readonly ArgumentTemplate[],
  parameterArguments: ParameterArguments,
  parameters: Parameterization,
  trialIndex: number,
): string[] {
  // All are checked, also those that only the parameters file carries.
  const texts = new Map(
    Object.entries(parameters).map(([name, value]) => [
      name,
      formatParameter(name, value, trialIndex),
    ]),
  );
  let placeholders = 0;
  const args = templates.map((template) =>
    template
      .map((part) => {
        if ("text" in part) return part.text;
        placeholders += 1;
        const text = texts.get(part.parameter);
        if (text === undefined) throw unknownParameter(part.parameter, texts, trialIndex);
        return text;
      })
      .join(""),
  );
  if (parameterArguments === "append" || (parameterArguments === "auto" && placeholders === 0)) {
    for (const [name, text] of texts) {
      checkName(name, trialIndex);
      args.push(`--${name}=${text}`);
    }
  }
  return args;
}

function unknownParameter(
  name: string,
  known: ReadonlyMap<string, string>,
  trialIndex: number,
): RunnerError {
  const names = [...known.keys()];
  const remedy =
    names.length === 0
      ? "the trial has no parameters"
      : `did you mean {${closest(name, names)}}? The trial has ${names.join(", ")}`;
  const message = `Trial ${trialIndex} has no parameter for {${name}} in args; ${remedy}.`;
  return new RunnerError("INVALID_TRIAL", message, { trialIndex });
}

function checkName(name: string, trialIndex: number): void {
  // A name with "=" would be read back as another name.
  if (/^[^\s=\p{C}]+$/u.test(name)) return;
  const message =
    `Trial ${trialIndex}: the parameter ${JSON.stringify(name)} cannot be an argument --name=value; ` +
    `use a name without spaces and "=", or set parameterArguments to "none".`;
  throw new RunnerError("INVALID_TRIAL", message, { trialIndex });
}
