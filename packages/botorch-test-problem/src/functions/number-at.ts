/**
 * The number at an index that is known to exist: `TestProblem` checks the lengths of points and
 * results once, so that the formulas need not ask at every step.
 */
export function numberAt(numbers: ArrayLike<number>, index: number): number {
  return numbers[index] as number;
}
