import { RunnerError } from "@runners/core";

/** The error of an option of a strategy that is out of range. */
export function invalidOption(name: string, value: unknown, expected: string): RunnerError {
  return new RunnerError("INVALID_ARGUMENT", `${name} is ${String(value)}; give ${expected}.`);
}
