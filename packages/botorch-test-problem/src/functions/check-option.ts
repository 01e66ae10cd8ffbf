/**
 * The option as a whole number of at least `least`.
 *
 * @throws {RangeError} if it is anything else
 */
export function wholeNumber(
  problem: string,
  option: string,
  value: unknown,
  least: number,
): number {
  if (Number.isSafeInteger(value) && (value as number) >= least) return value as number;
  throw badOption(problem, option, value, `a whole number of at least ${least}`);
}

/**
 * The option, if it is one of the allowed values.
 *
 * @throws {RangeError} if it is not
 */
export function oneOf<T>(problem: string, option: string, value: T, allowed: readonly T[]): T {
  if (allowed.includes(value)) return value;
  throw badOption(problem, option, value, `one of ${allowed.map(String).join(", ")}`);
}

/** Whether it is a number from 0 on, and not infinite. */
export function isNonNegative(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < Infinity;
}

/** The error for an option that cannot be used. */
export function badOption(
  problem: string,
  option: string,
  value: unknown,
  expected: string,
): RangeError {
  return new RangeError(`${problem}: ${option} is ${show(value)}; give ${expected}.`);
}

function show(value: unknown): string {
  // JSON has neither NaN nor these.
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  const json: string | undefined = JSON.stringify(value);
  return json ?? typeof value;
}
