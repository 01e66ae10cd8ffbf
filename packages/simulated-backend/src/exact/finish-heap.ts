/**
 * A binary heap of rows by when they finish; of equal ones the one that started earlier comes first,
 * then the lower row. On typed arrays: this is the inner loop of the simulator.
 */
export class FinishHeap {
  /** Followed by `Infinity`: then every row has a right sibling, and there is always a first. */
  #finish = new Float64Array(64).fill(Infinity, 0, 1);
  #row = new Int32Array(64);
  #size = 0;
  readonly #times: RowTimes;

  constructor(times: RowTimes) {
    this.#times = times;
  }

  get size(): number {
    return this.#size;
  }

  /** When the first one finishes; `Infinity` if there is none. */
  get firstFinish(): number {
    return this.#finish[0] as number;
  }

  /** The row that finishes first; -1 if there is none. */
  get firstRow(): number {
    return this.#size === 0 ? -1 : (this.#row[0] as number);
  }

  add(row: number, finish: number): void {
    this.#rise(row, finish);
  }

  removeFirst(): void {
    if (this.#size === 0) return;
    const last = --this.#size;
    if (last > 0) this.#sink(this.#row[last] as number, this.#finish[last] as number);
    this.#finish[last] = Infinity;
  }

  /** As `removeFirst` and `add`, in one pass. */
  replaceFirst(row: number, finish: number): void {
    this.#sink(row, finish);
  }

  /** Keeps the rows that `keep` wants. */
  retain(keep: (row: number) => boolean): void {
    const kept: { readonly finish: number; readonly row: number }[] = [];
    for (let at = 0; at < this.#size; at += 1) {
      const row = this.#row[at] as number;
      if (keep(row)) kept.push({ finish: this.#finish[at] as number, row });
    }
    this.#size = 0;
    this.#finish[0] = Infinity;
    for (const { finish, row } of kept) this.#rise(row, finish);
  }

  /** All rows, in the order in which they started. */
  rowsByStart(): number[] {
    const rows = [...this.#row.subarray(0, this.#size)];
    return rows.toSorted((a, b) => (this.#startedBefore(a, b) ? -1 : 1));
  }

  /** Puts a row at the end, and up to its place. */
  #rise(row: number, finish: number): void {
    if (this.#size + 1 === this.#finish.length) this.#grow();
    const finishes = this.#finish;
    const rows = this.#row;
    let at = this.#size++;
    finishes[at + 1] = Infinity;
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

  /**
   * Puts a row in the place of the first, and down to its own. Calls nothing: what a call might change
   * would be read anew at each level.
   */
  #sink(row: number, finish: number): void {
    const { startTime } = this.#times;
    const start = startTime[row] as number;
    const finishes = this.#finish;
    const rows = this.#row;
    const size = this.#size;
    let at = 0;
    for (let left = 1; left < size; left = 2 * at + 1) {
      const leftFinish = finishes[left] as number;
      const rightFinish = finishes[left + 1] as number;
      // Added, not branched on: which child is first cannot be predicted, and guessing is slow.
      let child = left + Number(rightFinish < leftFinish);
      if (leftFinish === rightFinish && left + 1 < size) {
        const leftRow = rows[left] as number;
        const rightRow = rows[left + 1] as number;
        const later = (startTime[leftRow] as number) - (startTime[rightRow] as number);
        if (later > 0 || (later === 0 && leftRow > rightRow)) child = left + 1;
      }
      const childFinish = finishes[child] as number;
      const childRow = rows[child] as number;
      if (finish < childFinish) break;
      if (finish === childFinish) {
        const later = start - (startTime[childRow] as number);
        if (later < 0 || (later === 0 && row < childRow)) break;
      }
      finishes[at] = childFinish;
      rows[at] = childRow;
      at = child;
    }
    finishes[at] = finish;
    rows[at] = row;
  }

  #startedBefore(row: number, other: number): boolean {
    const start = this.#times.startTime[row] as number;
    const otherStart = this.#times.startTime[other] as number;
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

/** By row: when it started. */
type RowTimes = { readonly startTime: Float64Array };
