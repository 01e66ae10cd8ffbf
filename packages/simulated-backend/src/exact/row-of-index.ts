/**
 * The row that a trial index leads to. Indices are nearly always 0, 1, 2, …, each its own row, and then
 * nothing is kept. Else they are looked up in an array, at 4 bytes each, and those far out of its range
 * in a map.
 */
export class RowOfIndex {
  /** How many indices are their own rows; counted only while all are. */
  #same = 0;
  /** The row plus 1; 0 for none. Undefined while each index is its own row. */
  #dense: Int32Array | undefined;
  readonly #sparse = new Map<number, number>();
  #count = 0;

  /** -1 for an index without a row. */
  get(trialIndex: number): number {
    const dense = this.#dense;
    if (dense === undefined) {
      return trialIndex >= 0 && trialIndex < this.#same && Number.isInteger(trialIndex)
        ? trialIndex
        : -1;
    }
    if (trialIndex < dense.length && trialIndex >= 0) return (dense[trialIndex] ?? 0) - 1;
    return this.#sparse.get(trialIndex) ?? -1;
  }

  set(trialIndex: number, row: number): void {
    if (this.#dense === undefined && trialIndex === row && row === this.#same) this.#same += 1;
    else this.#keep(trialIndex, row, this.#dense ?? this.#begin());
  }

  #keep(trialIndex: number, row: number, before: Int32Array): void {
    this.#count += 1;
    const near = trialIndex < 2 * this.#count + 1024;
    const dense = trialIndex >= before.length && near ? this.#grow(before, trialIndex) : before;
    if (trialIndex < dense.length) dense[trialIndex] = row + 1;
    else this.#sparse.set(trialIndex, row);
  }

  /** From now on indices are kept. */
  #begin(): Int32Array {
    this.#count = this.#same;
    this.#dense = new Int32Array(Math.max(1024, this.#same));
    for (let row = 0; row < this.#same; row += 1) this.#dense[row] = row + 1;
    return this.#dense;
  }

  #grow(before: Int32Array, trialIndex: number): Int32Array {
    const dense = new Int32Array(Math.max(trialIndex + 1, before.length * 2));
    dense.set(before);
    this.#dense = dense;
    for (const [index, row] of this.#sparse) {
      if (index >= dense.length) continue;
      dense[index] = row + 1;
      this.#sparse.delete(index);
    }
    return dense;
  }
}
