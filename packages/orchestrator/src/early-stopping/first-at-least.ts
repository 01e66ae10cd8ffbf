/** The place of the first of items in ascending order that is not below `value`. */
export function firstAtLeast<T>(
  items: readonly T[],
  value: number,
  valueOf: (item: T) => number,
): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueOf(items[middle] as T) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
