import type { JsonValue } from "@runners/core";
import { plain } from "./plain.ts";
import { showExactly } from "./show-pairs.ts";

/** Significant digits of the largest number of a column. */
const digits = 4;
/** A column that needs more decimals than this for its smallest number is shown with exponents. */
const mostDecimals = 6;

/**
 * The values of one column, for people: numbers with the same decimals each, so that they stand in
 * line, and at least four significant digits; whole numbers whole; an undefined value as nothing.
 */
export function showCells(values: readonly (JsonValue | undefined)[]): string[] {
  const numbers = values.filter((value) => typeof value === "number");
  const show = numberFormat(numbers);
  return values.map((value) => {
    if (value === undefined) return "";
    return typeof value === "number" ? show(value) : plain(showExactly(value));
  });
}

function numberFormat(numbers: readonly number[]): (value: number) => string {
  if (numbers.every((value) => Number.isSafeInteger(value))) return String;
  let [smallest, largest] = [Infinity, 0];
  for (const value of numbers) {
    const size = Math.abs(value);
    if (size > 0 && size < smallest) smallest = size;
    if (size > largest) largest = size;
  }
  const least = Math.max(0, decimalsOf(smallest));
  const huge = largest >= 1e9;
  return least > mostDecimals || huge
    ? (value) => value.toExponential(digits - 1)
    : (value) => value.toFixed(least);
}

/** How many decimals show a positive number with so many significant digits. */
function decimalsOf(size: number): number {
  return digits - 1 - Math.floor(Math.log10(size));
}
