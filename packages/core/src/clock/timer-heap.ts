export type Timer = {
  readonly atMs: number;
  readonly order: number;
  readonly callback: () => void;
  cancelled: boolean;
};

/** A binary heap of timers: the earliest first, equal times in the order they were added. */
export class TimerHeap {
  #heap: Timer[] = [];
  #order = 0;
  #cancelled = 0;

  add(atMs: number, callback: () => void): Timer {
    const timer: Timer = { atMs, order: this.#order++, callback, cancelled: false };
    this.#push(timer);
    return timer;
  }

  /** The next timer that was not cancelled. */
  peek(): Timer | undefined {
    while (this.#heap[0]?.cancelled) {
      this.#cancelled -= 1;
      this.#removeTop();
    }
    return this.#heap[0];
  }

  /** Removes the next timer that was not cancelled. */
  pop(): void {
    const timer = this.peek();
    if (timer === undefined) return;
    timer.cancelled = true;
    this.#removeTop();
  }

  cancel(timer: Timer): void {
    if (timer.cancelled) return;
    timer.cancelled = true;
    this.#cancelled += 1;
    if (this.#cancelled > 64 && this.#cancelled * 2 > this.#heap.length) this.#compact();
  }

  #compact(): void {
    const live = this.#heap.filter((timer) => !timer.cancelled);
    this.#heap = [];
    this.#cancelled = 0;
    for (const timer of live) this.#push(timer);
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const parentAt = (at - 1) >> 1;
      const parent = heap[parentAt] as Timer;
      if (!before(timer, parent)) break;
      heap[at] = parent;
      at = parentAt;
    }
    heap[at] = timer;
  }

  #removeTop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let childAt = 2 * at + 1;
      const left = heap[childAt];
      if (left === undefined) break;
      const right = heap[childAt + 1];
      const child = right !== undefined && before(right, left) ? right : left;
      if (child === right) childAt += 1;
      if (!before(child, last)) break;
      heap[at] = child;
      at = childAt;
    }
    heap[at] = last;
  }
}

function before(a: Timer, b: Timer): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}
