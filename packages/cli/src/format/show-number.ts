/**
 * A number with so many significant digits, for people: not the way to give it to a program.
 * Whole numbers are shown whole.
 */
export function showNumber(value: number, digits = 4): string {
  if (Number.isSafeInteger(value)) return String(value);
  return String(Number(value.toPrecision(digits)));
}
