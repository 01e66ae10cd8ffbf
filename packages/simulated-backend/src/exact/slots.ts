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
    if (this.#heap.firstFinish <= now) this.#finishUntil(now);
    if (now > this.settledUntil) this.#settled[0] = now;
  }

  /** Puts a row at the end of the queue; it starts at once if it can. */
  enqueue(row: number, failsAfter?: number): void {
    if (failsAfter !== undefined) this.#failsAfter.set(row, failsAfter);
    this.#table.state[row] = QUEUED;
    this.#numQueued += 1;
    if (this.#numRunning < this.#settings.maxConcurrency) this.startQueued();
    else this.#changed(row);
  }

  /** Puts a row that started at `start` into a slot, whether or not there is one. */
  occupy(row: number, start: number, failsAfter?: number): void {
    if (failsAfter !== undefined) this.#failsAfter.set(row, failsAfter);
    this.#numRunning += 1;
    this.#table.startTime[row] = start;
    this.#run(row);
    this.#heap.add(row);
  }

  /** Fails a row that has not been queued. */
  fail(row: number): void {
    this.#table.startTime[row] = this.settledUntil;
    this.#table.endTime[row] = this.settledUntil;
    this.#end(row, FAILED);
  }

  /** Stops a row and frees its slot; nothing happens to one that has ended. */
  stop(row: number): void {
    const state = this.#table.state[row];
    if (state !== QUEUED && state !== RUNNING) return;
    this.#table.endTime[row] = this.settledUntil;
    this.#end(row, ABANDONED);
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
      this.#begin(row);
      this.#heap.add(row);
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

  /** Ends what ends by `now`, and gives each slot to the next in the queue. */
  #finishUntil(now: number): void {
    const heap = this.#heap;
    while (heap.firstFinish <= now) {
      const row = heap.firstRow;
      // A row that was handed over when it was overdue ended before; its slot is free from now on.
      if (heap.firstFinish > this.settledUntil) this.#settled[0] = heap.firstFinish;
      const failed = this.#failsAfter.size > 0 && this.#failsAfter.delete(row);
      this.#end(row, failed ? FAILED : COMPLETED);
      if (this.#numQueued > 0 && this.#numRunning <= this.#settings.maxConcurrency) {
        const next = this.#takeQueued();
        this.#begin(next);
        heap.replaceFirst(next);
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

  /** Marks a row as running from now on. */
  #begin(row: number): void {
    this.#table.startTime[row] = this.settledUntil;
    this.#run(row);
  }

  /** Marks a row that has its start as running. */
  #run(row: number): void {
    const { state, startTime, endTime, runtime } = this.#table;
    state[row] = RUNNING;
    const failsAfter = this.#failsAfter.size > 0 ? this.#failsAfter.get(row) : undefined;
    endTime[row] = (startTime[row] ?? 0) + (failsAfter ?? runtime[row] ?? 0);
    this.#changed(row);
  }

  #end(row: number, state: number): void {
    this.#table.end(row, state);
    this.#changed(row);
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
