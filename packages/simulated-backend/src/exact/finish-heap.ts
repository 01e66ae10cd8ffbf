/**
 * A binary heap of rows by when they finish; of equal ones, the one that was added first comes first.
 * On typed arrays: this is the inner loop of the simulator.
 */
export class FinishHeap {
  #finish = new Float64Array(64);
  #order = new Float64Array(64);
  #row = new Int32Array(64);
  #size = 0;
  #added = 0;

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
    const order = this.#added++;
    const finishes = this.#finish;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      // An equal parent was added earlier, so it stays above.
      if (finish >= (finishes[parent] as number)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#set(at, finish, order, row);
  }

  removeFirst(): void {
    const last = --this.#size;
    if (last <= 0) {
      this.#size = 0;
      return;
    }
    const finish = this.#finish[last] as number;
    this.#sink(finish, this.#order[last] as number, this.#row[last] as number);
  }

  /** As `removeFirst` and `add`, in one pass. */
  replaceFirst(finish: number, row: number): void {
    this.#sink(finish, this.#added++, row);
  }

  /** Keeps the rows that `keep` wants, in the order in which they were added among equals. */
  retain(keep: (row: number) => boolean): void {
    const entries = this.#entries().filter(({ row }) => keep(row));
    this.#size = 0;
    // Sorted entries are a heap.
    entries.sort((a, b) => a.finish - b.finish || a.order - b.order);
    for (const { finish, order, row } of entries) this.#set(this.#size++, finish, order, row);
  }

  /** The rows in the order in which they were added. */
  rowsAsAdded(): number[] {
    return this.#entries()
      .toSorted((a, b) => a.order - b.order)
      .map(({ row }) => row);
  }

  #entries(): { finish: number; order: number; row: number }[] {
    return Array.from({ length: this.#size }, (_, at) => ({
      finish: this.#finish[at] as number,
      order: this.#order[at] as number,
      row: this.#row[at] as number,
    }));
  }

  /** Puts an entry in the place of the first one, then where it belongs. */
  #sink(finish: number, order: number, row: number): void {
    const finishes = this.#finish;
    const orders = this.#order;
    const size = this.#size;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size) {
        const rightFinish = finishes[right] as number;
        const leftFinish = finishes[child] as number;
        if (
          rightFinish < leftFinish ||
          (rightFinish === leftFinish && (orders[right] as number) < (orders[child] as number))
        ) {
          child = right;
        }
      }
      const childFinish = finishes[child] as number;
      if (childFinish > finish) break;
      if (childFinish === finish && (orders[child] as number) > order) break;
      this.#move(child, at);
      at = child;
    }
    this.#set(at, finish, order, row);
  }

  #move(from: number, to: number): void {
    this.#finish[to] = this.#finish[from] as number;
    this.#order[to] = this.#order[from] as number;
    this.#row[to] = this.#row[from] as number;
  }

  #set(at: number, finish: number, order: number, row: number): void {
    this.#finish[at] = finish;
    this.#order[at] = order;
    this.#row[at] = row;
  }

  #grow(): void {
    const length = this.#size * 2;
    const finish = new Float64Array(length);
    const order = new Float64Array(length);
    const row = new Int32Array(length);
    finish.set(this.#finish);
    order.set(this.#order);
    row.set(this.#row);
    this.#finish = finish;
    this.#order = order;
    this.#row = row;
  }
}
