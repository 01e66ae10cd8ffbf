import { badOption } from "./bad-option.ts";

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
