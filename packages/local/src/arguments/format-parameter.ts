import { RunnerError, type ParameterValue } from "@runners/core";

/**
 * A parameter's value as the text of an argument.
 *
 * Numbers are written with the fewest digits that give the same number back (`0.1`, `1e-320`,
 * `-0`), booleans as `true` and `false`, null as `null`, strings as they are.
 *
 * @throws {RunnerError} `INVALID_TRIAL` for what no argument can carry: NaN and infinities, NUL, and
 * halves of surrogate pairs
 */
export function formatParameter(name: string, value: ParameterValue, trialIndex: number): string {
  const refuse = (what: string): RunnerError =>
    new RunnerError(
      "INVALID_TRIAL",
      `Trial ${trialIndex}: parameter ${JSON.stringify(name)} is ${what}.`,
      { trialIndex },
    );
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw refuse(`${value}; give a finite number`);
    return Object.is(value, -0) ? "-0" : String(value);
  }
  if (typeof value === "string") {
    if (value.includes("\0")) throw refuse("text with a NUL character; no process can take it");
    if (/\p{Surrogate}/u.test(value)) {
      throw refuse("text with half a surrogate pair; give valid Unicode");
    }
    return value;
  }
  if (typeof value === "boolean" || value === null) return String(value);
  throw refuse(`of type ${typeof value}; give a string, number, boolean or null`);
}
