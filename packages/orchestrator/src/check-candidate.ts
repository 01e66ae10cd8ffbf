import { RunnerError, type Parameterization, type ParameterValue } from "@runners/core";
import type { Candidate } from "./experiment-definition.ts";
import type { Parameter } from "./space/parameter.ts";
import type { SearchSpace } from "./space/search-space.ts";

/**
 * The parameterizations of a candidate, each with exactly the parameters of the space and a value
 * that each of these can have.
 * @throws {RunnerError} `INVALID_ARGUMENT`, naming the parameter, the value and what is expected
 */
export function checkCandidate(
  space: SearchSpace,
  candidate: Candidate,
): readonly [Parameterization, ...Parameterization[]] {
  const all: readonly unknown[] = Array.isArray(candidate) ? candidate : [candidate];
  const [first, ...rest] = all.map((one) => checkOne(space, one));
  if (first === undefined) throw invalid("A candidate is an empty array; give it arms.");
  return [first, ...rest];
}

function checkOne(space: SearchSpace, value: unknown): Parameterization {
  if (typeof value !== "object" || value === null) {
    throw invalid(`A candidate is ${String(value)}; give an object of parameters.`);
  }
  const candidate = value as Parameterization;
  for (const parameter of space) {
    const given = candidate[parameter.name];
    if (given === undefined) {
      throw invalid(`A candidate lacks the parameter "${parameter.name}"; give it a value.`);
    }
    const expected = expectation(parameter, given);
    if (expected !== undefined) {
      throw invalid(
        `A candidate has ${parameter.name} = ${JSON.stringify(given)}; give ${expected}.`,
      );
    }
  }
  if (Object.keys(candidate).length === space.length) return candidate;
  const known = new Set(space.map(({ name }) => name));
  const extra = Object.keys(candidate).find((name) => !known.has(name));
  throw invalid(
    `A candidate has the parameter "${extra}", which is not in the space; leave it out.`,
  );
}

/** What the parameter can be, where `value` is not that. */
function expectation(parameter: Parameter, value: ParameterValue): string | undefined {
  switch (parameter.type) {
    case "float":
    case "int": {
      const [low, high] = parameter.bounds;
      const fits =
        typeof value === "number" &&
        value >= low &&
        value <= high &&
        (parameter.type === "float" || Number.isInteger(value));
      const kind = parameter.type === "int" ? "a whole number" : "a number";
      return fits ? undefined : `${kind} from ${low} to ${high}`;
    }
    case "choice":
      return parameter.values.includes(value)
        ? undefined
        : `one of ${parameter.values.map((one) => JSON.stringify(one)).join(", ")}`;
    case "fixed":
      return value === parameter.value ? undefined : JSON.stringify(parameter.value);
  }
}

function invalid(message: string): RunnerError {
  return new RunnerError("INVALID_ARGUMENT", message);
}
