/** A point whose coordinates are all the same. */
export function repeat(dim: number, value: number): readonly number[] {
  return Array.from({ length: dim }, () => value);
}
