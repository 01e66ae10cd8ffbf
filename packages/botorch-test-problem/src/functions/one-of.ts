import { badOption } from "./bad-option.ts";

/**
 * The option, if it is one of the allowed values.
 *
 * @throws {RangeError} if it is not
 */
export function oneOf<T>(problem: string, option: string, value: T, allowed: readonly T[]): T {
  if (allowed.includes(value)) return value;
  throw badOption(problem, option, value, `one of ${allowed.map(String).join(", ")}`);
}
