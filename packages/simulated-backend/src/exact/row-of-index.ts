/**
 * The row that a trial index leads to. Indices are nearly always 0, 1, 2, …, so they are looked up in
 * an array, at 4 bytes each; those far out of that range are kept in a map.
 */
export class RowOfIndex {
  /** The row plus 1; 0 for none. */
  #dense = new Int32Array(1024);
  readonly #sparse = new Map<number, number>();
  #count = 0;

  /** -1 for an index without a row. */
  get(trialIndex: number): number {
    if (trialIndex < this.#dense.length && trialIndex >= 0) {
      return (this.#dense[trialIndex] ?? 0) - 1;
    }
    return this.#sparse.get(trialIndex) ?? -1;
  }

  set(trialIndex: number, row: number): void {
    this.#count += 1;
    if (trialIndex >= this.#dense.length && trialIndex < 2 * this.#count + 1024)
      this.#grow(trialIndex);
    if (trialIndex < this.#dense.length) this.#dense[trialIndex] = row + 1;
    else this.#sparse.set(trialIndex, row);
  }

  #grow(trialIndex: number): void {
    const dense = new Int32Array(Math.max(trialIndex + 1, this.#dense.length * 2));
    dense.set(this.#dense);
    this.#dense = dense;
    for (const [index, row] of this.#sparse) {
      if (index >= dense.length) continue;
      dense[index] = row + 1;
      this.#sparse.delete(index);
    }
  }
}
