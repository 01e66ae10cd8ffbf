/**
 * The greatest error among numbers: relative where the expected number is 1e-3 and more, below
 * that relative to 1e-3. `Infinity` where one is missing or not a number. For tests.
 */
export function worstError(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity;
  const errors = expected.map((value, i) => {
    const error = Math.abs((actual[i] ?? NaN) - value) / Math.max(1e-3, Math.abs(value));
    return Number.isNaN(error) ? Infinity : error;
  });
  return Math.max(0, ...errors);
}
