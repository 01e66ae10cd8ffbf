import { RunnerError } from "@runners/core";

/**
 * The value of an option, if it lies in its range.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` if it does not, or is not a number
 */
export function inRange(
  name: string,
  value: number,
  {
    least,
    most = Infinity,
    whole = false,
  }: {
    readonly least: number;
    readonly most?: number;
    readonly whole?: boolean;
  },
): number {
  const fits = typeof value === "number" && value >= least && value <= most;
  if (fits && (!whole || Number.isInteger(value) || value === Infinity)) return value;
  const number = whole ? "a whole number" : "a number";
  const range = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new RunnerError(
    "INVALID_ARGUMENT",
    `${name} is ${String(value)}; give ${number} ${range}.`,
  );
}
