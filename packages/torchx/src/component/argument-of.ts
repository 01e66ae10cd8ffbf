import { show } from "../show.ts";
import { textProblem } from "../text-problem.ts";
import type { ComponentArgument } from "./component-argument.ts";
import type { ComponentParameterType } from "./component-signature.ts";
import { floatText, intText } from "./number-text.ts";

/** The argument, or why there is none, in words that follow the name of the parameter. */
export type MadeArgument = { readonly argument: ComponentArgument } | { readonly problem: string };

/** A value as an argument of exactly this type. Nothing is converted, but a whole number to a float. */
export function argumentOf(type: ComponentParameterType, value: unknown): MadeArgument {
  switch (type.kind) {
    case "int":
      if (Number.isSafeInteger(value)) {
        return { argument: { type: "int", value: intText(value as number) } };
      }
      return wrong(value, "a whole number from -(2^53 - 1) to 2^53 - 1");
    case "float":
      if (typeof value === "number")
        return { argument: { type: "float", value: floatText(value) } };
      return wrong(value, "a number");
    case "str": {
      if (typeof value !== "string") return wrong(value, "a string");
      const problem = textProblem(value);
      return problem === undefined ? { argument: { type: "str", value } } : { problem };
    }
    case "bool":
      if (typeof value === "boolean") return { argument: { type: "bool", value } };
      return wrong(value, "true or false");
    case "list":
      if (!Array.isArray(value)) return wrong(value, `an array for list[${type.of}]`);
      return listOf(type.of, value);
    case "dict":
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return wrong(value, `an object for dict[str, ${type.of}]`);
      }
      return dictOf(type.of, value);
    case "other":
      return { problem: `is declared as ${type.annotation}, which no value from here is` };
  }
}

function listOf(of: "int" | "float" | "str" | "bool", values: readonly unknown[]): MadeArgument {
  const made: ComponentArgument[] = [];
  for (const [i, value] of values.entries()) {
    const one = argumentOf({ kind: of }, value);
    if ("problem" in one) return { problem: `[${i}] ${one.problem}` };
    made.push(one.argument);
  }
  return { argument: { type: "list", value: made } };
}

function dictOf(of: "int" | "float" | "str" | "bool", values: object): MadeArgument {
  const made: [string, ComponentArgument][] = [];
  for (const [key, value] of Object.entries(values) as [string, unknown][]) {
    const one = argumentOf({ kind: of }, value);
    const problem = textProblem(key) ?? ("problem" in one ? one.problem : undefined);
    if (problem !== undefined) return { problem: `[${show(key)}] ${problem}` };
    if ("argument" in one) made.push([key, one.argument]);
  }
  return { argument: { type: "dict", value: Object.fromEntries(made) } };
}

function wrong(value: unknown, wanted: string): MadeArgument {
  return { problem: `is ${show(value)}; give ${wanted}` };
}
