/**
 * The number at an index that is known to exist: `TestProblem` checks the lengths of points and
 * results once, so that the formulas need not ask at every step. Of one kind of array only, which
 * keeps it as fast as plain access.
 */
export function numberAt(numbers: Float64Array, index: number): number {
  return numbers[index] as number;
}
