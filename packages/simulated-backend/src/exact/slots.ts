import { FinishHeap } from "./finish-heap.ts";
import { ABANDONED, COMPLETED, FAILED, QUEUED, RUNNING, type TrialTable } from "./trial-table.ts";

/** Stopped rows that the heap may hold before it is swept. */
const toleratedStopped = 64;

/**
 * The events: rows of a table wait in a queue, run in slots, and end, each at its own time. Whoever
 * calls anything else calls `settle` first.
 */
export class Slots {
  recordsChanges = false;
  /** Holds `settledUntil`: as a field, each new value of it would be an allocation. */
  readonly #settled = new Float64Array(1);
  readonly #table: TrialTable;
  readonly #settings: { readonly maxConcurrency: number };
  /** The running rows, and stopped ones that have not been swept out yet. */
  readonly #heap: FinishHeap;
  #stoppedInHeap = 0;
  /** No queued row lies before this one: rows are queued in their order. */
  #firstQueued = 0;
  #numQueued = 0;
  #numRunning = 0;
  /** Rows that will fail: how many seconds after their start. */
  readonly #failsAfter = new Map<number, number>();
  #changes: number[] = [];

  constructor(
    table: TrialTable,
    settings: { readonly maxConcurrency: number },
    settledUntil: number,
  ) {
    this.#table = table;
    this.#heap = new FinishHeap(table);
    this.#settings = settings;
    this.#settled[0] = settledUntil;
  }

  /** Everything up to this moment has happened; time does not go back behind it. */
  get settledUntil(): number {
    return this.#settled[0] as number;
  }

  get numQueued(): number {
    return this.#numQueued;
  }

  get numRunning(): number {
    return this.#numRunning;
  }

  /** When the next row ends, as things stand; `Infinity` for never. */
  get nextFinish(): number {
    return this.#heap.firstFinish;
  }

  /** Lets happen what is due by `now`, in the order of time. */
  settle(now: number): void {
    while (this.#heap.firstFinish <= now) this.#finishSome(now);
    if (now > this.settledUntil) this.#settled[0] = now;
  }

  /** Puts a row at the end of the queue; it starts at once if it can. */
  enqueue(row: number, failsAfter?: number): void {
    if (failsAfter !== undefined) this.#failsAfter.set(row, failsAfter);
    this.#numQueued += 1;
    if (this.#numRunning < this.#settings.maxConcurrency) this.startQueued();
    else this.#changed(row);
  }

  /** Puts a row that started at `start` into a slot, whether or not there is one. */
  occupy(row: number, start: number, failsAfter?: number): void {
    if (failsAfter !== undefined) this.#failsAfter.set(row, failsAfter);
    this.#numRunning += 1;
    this.#heap.add(row, this.#begin(row, start));
  }

  /** Fails a row that has not been queued. */
  fail(row: number): void {
    this.#table.startTime[row] = this.settledUntil;
    this.#table.endAt(row, FAILED, this.settledUntil);
    this.#changed(row);
  }

  /** Stops a row and frees its slot; nothing happens to one that has ended. */
  stop(row: number): void {
    const state = this.#table.state[row];
    if (state !== QUEUED && state !== RUNNING) return;
    this.#table.endAt(row, ABANDONED, this.settledUntil);
    this.#changed(row);
    this.#failsAfter.delete(row);
    if (state === QUEUED) {
      this.#numQueued -= 1;
      this.#table.startTime[row] = Number.NaN;
      return;
    }
    this.#numRunning -= 1;
    this.#stoppedInHeap += 1;
    this.startQueued();
    this.#sweep();
  }

  /** Starts queued rows while there are free slots. */
  startQueued(): void {
    while (this.#numQueued > 0 && this.#numRunning < this.#settings.maxConcurrency) {
      const row = this.#takeQueued();
      this.#numRunning += 1;
      this.#heap.add(row, this.#begin(row, this.settledUntil));
    }
  }

  /** Seconds after its start at which a row will fail; undefined for one that will not. */
  failsAfter(row: number): number | undefined {
    return this.#failsAfter.get(row);
  }

  /** The next one to start first. */
  queuedRows(): number[] {
    const { state, count } = this.#table;
    const rows: number[] = [];
    for (let row = this.#firstQueued; row < count; row += 1) {
      if (state[row] === QUEUED) rows.push(row);
    }
    return rows;
  }

  /** In the order in which they started. */
  runningRows(): number[] {
    return this.#heap.rowsByStart().filter((row) => this.#table.state[row] === RUNNING);
  }

  /** The trial indices whose state has changed since the last call. */
  takeChanges(): readonly number[] {
    const changes = this.#changes;
    if (changes.length > 0) this.#changes = [];
    return changes;
  }

  /**
   * Ends what ends by `now`, and gives each slot to the next in the queue. Not more than some: a call
   * that goes on for long would be compiled anew each time, for itself alone.
   */
  #finishSome(now: number): void {
    const heap = this.#heap;
    for (let most = 500; most > 0 && heap.firstFinish <= now; most -= 1) {
      const row = heap.firstRow;
      const finish = heap.firstFinish;
      // A row that was handed over when it was overdue ended before; its slot is free from now on.
      if (finish > this.settledUntil) this.#settled[0] = finish;
      const failed = this.#failsAfter.size > 0 && this.#failsAfter.delete(row);
      if (failed) this.#table.endAt(row, FAILED, finish);
      else this.#table.end(row, COMPLETED);
      this.#changed(row);
      if (this.#numQueued > 0 && this.#numRunning <= this.#settings.maxConcurrency) {
        const next = this.#takeQueued();
        heap.replaceFirst(next, this.#begin(next, this.settledUntil));
      } else {
        this.#numRunning -= 1;
        heap.removeFirst();
      }
      if (this.#stoppedInHeap > 0) this.#dropStopped();
    }
  }

  #takeQueued(): number {
    const { state } = this.#table;
    let row = this.#firstQueued;
    while (state[row] !== QUEUED) row += 1;
    this.#firstQueued = row + 1;
    this.#numQueued -= 1;
    return row;
  }

  /** Marks a row as running since `start`; returns when it will end. */
  #begin(row: number, start: number): number {
    const { state, startTime } = this.#table;
    state[row] = RUNNING;
    startTime[row] = start;
    this.#changed(row);
    const failsAfter = this.#failsAfter.size > 0 ? this.#failsAfter.get(row) : undefined;
    return failsAfter === undefined ? this.#table.naturalEnd(row) : start + failsAfter;
  }

  #sweep(): void {
    if (this.#stoppedInHeap > toleratedStopped && this.#stoppedInHeap * 2 > this.#heap.size) {
      this.#heap.retain((row) => this.#table.state[row] === RUNNING);
      this.#stoppedInHeap = 0;
    } else {
      this.#dropStopped();
    }
  }

  /** Takes stopped rows off the top, so that the first one is an event. */
  #dropStopped(): void {
    while (this.#heap.size > 0 && this.#table.state[this.#heap.firstRow] !== RUNNING) {
      this.#heap.removeFirst();
      this.#stoppedInHeap -= 1;
    }
  }

  #changed(row: number): void {
    if (this.recordsChanges) this.#changes.push(this.#table.trialIndexOf(row));
  }
}
