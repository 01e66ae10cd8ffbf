import { RunnerError } from "@runners/core";

/** An argument, in parts: literal text, and the parameters whose values stand between. */
export type ArgumentTemplate = readonly (
  | { readonly text: string }
  | { readonly parameter: string }
)[];

/**
 * Reads an argument such as `--lr={lr}`. `{{` and `}}` stand for the braces themselves.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for a single brace, an empty name, or a NUL character
 */
export function parseArgumentTemplate(argument: string): ArgumentTemplate {
  const refuse = (what: string): RunnerError =>
    new RunnerError("INVALID_ARGUMENT", `args: ${JSON.stringify(argument)} has ${what}.`);
  if (argument.includes("\0")) throw refuse("a NUL character; no process can take it");
  const parts: ({ text: string } | { parameter: string })[] = [];
  const pattern = /\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/g;
  for (const [token, parameter] of argument.matchAll(pattern)) {
    if (token === "{{" || token === "}}") parts.push({ text: token.slice(1) });
    else if (parameter === "") throw refuse("{} without a parameter's name; write {{}} for braces");
    else if (parameter !== undefined) parts.push({ parameter });
    else if (token === "{" || token === "}") {
      throw refuse(
        `a single "${token}"; write {name} for a parameter, "${token}${token}" for a brace`,
      );
    } else parts.push({ text: token });
  }
  return parts;
}
