/**
 * A binary heap of rows by when they finish; of equal ones the one that started earlier comes first,
 * then the lower row. On typed arrays: this is the inner loop of the simulator.
 */
export class FinishHeap {
  #finish = new Float64Array(64);
  #row = new Int32Array(64);
  #size = 0;
  readonly #starts: { readonly startTime: Float64Array };

  /** @param starts when each row started */
  constructor(starts: { readonly startTime: Float64Array }) {
    this.#starts = starts;
  }

  get size(): number {
    return this.#size;
  }

  /** When the first one finishes; `Infinity` if there is none. */
  get firstFinish(): number {
    return this.#size === 0 ? Infinity : (this.#finish[0] as number);
  }

  /** The row that finishes first; -1 if there is none. */
  get firstRow(): number {
    return this.#size === 0 ? -1 : (this.#row[0] as number);
  }

  add(finish: number, row: number): void {
    if (this.#size === this.#finish.length) this.#grow();
    const finishes = this.#finish;
    const rows = this.#row;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const parentFinish = finishes[parent] as number;
      const parentRow = rows[parent] as number;
      if (parentFinish < finish) break;
      if (parentFinish === finish && this.#startedBefore(parentRow, row)) break;
      finishes[at] = parentFinish;
      rows[at] = parentRow;
      at = parent;
    }
    finishes[at] = finish;
    rows[at] = row;
  }

  removeFirst(): void {
    if (this.#size === 0) return;
    const last = --this.#size;
    if (last > 0) this.replaceFirst(this.#finish[last] as number, this.#row[last] as number);
  }

  /** As `removeFirst` and `add`, in one pass. */
  replaceFirst(finish: number, row: number): void {
    const finishes = this.#finish;
    const rows = this.#row;
    const size = this.#size;
    let at = 0;
    for (let left = 1; left < size; left = 2 * at + 1) {
      let child = left;
      if (left + 1 < size) {
        const leftFinish = finishes[left] as number;
        const rightFinish = finishes[left + 1] as number;
        // Added, not branched on: which child is first cannot be predicted, and guessing is slow.
        child += Number(rightFinish < leftFinish);
        if (leftFinish === rightFinish) child += this.#rightStartedFirst(left);
      }
      const childFinish = finishes[child] as number;
      const childRow = rows[child] as number;
      if (finish < childFinish) break;
      if (finish === childFinish && this.#startedBefore(row, childRow)) break;
      finishes[at] = childFinish;
      rows[at] = childRow;
      at = child;
    }
    finishes[at] = finish;
    rows[at] = row;
  }

  /** Keeps the rows that `keep` wants. */
  retain(keep: (row: number) => boolean): void {
    const kept: { readonly finish: number; readonly row: number }[] = [];
    for (let at = 0; at < this.#size; at += 1) {
      const row = this.#row[at] as number;
      if (keep(row)) kept.push({ finish: this.#finish[at] as number, row });
    }
    this.#size = 0;
    for (const { finish, row } of kept) this.add(finish, row);
  }

  /** All rows, in the order in which they started. */
  rowsByStart(): number[] {
    const rows = [...this.#row.subarray(0, this.#size)];
    return rows.toSorted((a, b) => (this.#startedBefore(a, b) ? -1 : 1));
  }

  /** 1 if, of two children, the right one started first, else 0. */
  #rightStartedFirst(left: number): number {
    return Number(this.#startedBefore(this.#row[left + 1] as number, this.#row[left] as number));
  }

  #startedBefore(row: number, other: number): boolean {
    const start = this.#starts.startTime[row] as number;
    const otherStart = this.#starts.startTime[other] as number;
    return start < otherStart || (start === otherStart && row < other);
  }

  #grow(): void {
    const finish = new Float64Array(this.#size * 2);
    const row = new Int32Array(this.#size * 2);
    finish.set(this.#finish);
    row.set(this.#row);
    this.#finish = finish;
    this.#row = row;
  }
}
