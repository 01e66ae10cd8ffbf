import { RunnerError, type ParameterValue } from "@runners/core";
import { checkBounds } from "./check-bounds.ts";
import { checkKeys } from "./check-keys.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Parameter } from "./parameter.ts";
import { showValue } from "./show-value.ts";

const keysOf: Readonly<Record<Parameter["type"], readonly string[]>> = {
  float: ["name", "type", "bounds", "scale"],
  int: ["name", "type", "bounds", "scale"],
  choice: ["name", "type", "values"],
  fixed: ["name", "type", "value"],
};
const types = Object.keys(keysOf);

/**
 * The value itself, if it is a parameter.
 *
 * @param position its place among the parameters, from 1, to name it by when it has no name
 * @throws {RunnerError} `INVALID_ARGUMENT`, naming the parameter, the field, the value and the remedy
 */
export function checkParameter(value: unknown, position: number): Parameter {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid(
      `Parameter ${position} is ${showValue(value)}; give an object, ` +
        'e.g. { name: "lr", type: "float", bounds: [0, 1] }.',
    );
  }
  const { name, type } = value as { readonly name?: unknown; readonly type?: unknown };
  if (typeof name !== "string" || name.trim() === "") {
    throw invalid(
      `Parameter ${position}: name is ${showValue(name)}; give a text that is not empty.`,
    );
  }
  const who = `Parameter ${showValue(name)}`;
  if (!isType(type)) {
    throw invalid(
      `${who}: type is ${showValue(type)}. ${didYouMean(type, types)}` +
        `Give one of ${types.map((known) => `"${known}"`).join(", ")}.`,
    );
  }
  checkKeys(`${who} of type "${type}"`, value, keysOf[type]);
  switch (type) {
    case "float":
    case "int":
      checkBounds(who, type, value);
      break;
    case "choice":
      checkValues(who, value["values"]);
      break;
    case "fixed":
      checkValue(who, "value", value["value"]);
  }
  return value as Parameter;
}

function isType(type: unknown): type is Parameter["type"] {
  return typeof type === "string" && Object.hasOwn(keysOf, type);
}

function checkValues(who: string, values: unknown): void {
  if (!Array.isArray(values) || values.length === 0) {
    throw invalid(
      `${who}: values is ${showValue(values)}; give an array of at least one value, e.g. ["a", "b"].`,
    );
  }
  const seen = new Set<unknown>();
  for (const [index, value] of values.entries()) {
    checkValue(who, `values[${index}]`, value);
    if (seen.has(value)) {
      throw invalid(`${who}: values has ${showValue(value)} more than once; remove the others.`);
    }
    seen.add(value);
  }
}

function checkValue(who: string, field: string, value: unknown): asserts value is ParameterValue {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  throw invalid(
    `${who}: ${field} is ${showValue(value)}; give a text, a finite number, true, false or null.`,
  );
}

function invalid(message: string): RunnerError {
  return new RunnerError("INVALID_ARGUMENT", message);
}
