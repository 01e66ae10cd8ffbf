import { square } from "../square.ts";

/** The part of the Currin function that depends on the first parameter alone, times a factor. */
export function currinQuotient(factor: number, x1: number): number {
  const second = square(x1);
  const third = second * x1;
  const above = 2300 * third + 1900 * second + 2092 * x1 + 60;
  const below = 100 * third + 500 * second + 4 * x1 + 20;
  return (factor * above) / below;
}
