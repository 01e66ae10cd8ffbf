/** The states of a row, as numbers that fit a byte. */
export const QUEUED = 0;
export const RUNNING = 1;
export const COMPLETED = 2;
export const FAILED = 3;
export const ABANDONED = 4;

/**
 * One row per trial, in the order of submission, in typed arrays: 29 bytes each, 37 once one was ended
 * otherwise than at its natural end, and at most as much again in reserve where there are many. Times
 * are in simulated seconds, NaN where there is none.
 */
export class TrialTable {
  count = 0;
  state: Uint8Array = new Uint8Array(firstLength);
  runtime: Float64Array = new Float64Array(firstLength);
  queuedTime: Float64Array = new Float64Array(firstLength);
  /** Of no account while the row is queued. */
  startTime: Float64Array = new Float64Array(firstLength);
  /** Undefined while the index of each row is its number, as it nearly always is. */
  #trialIndex: Int32Array | undefined;
  /** When each row ended. Undefined while all did at their {@link TrialTable.naturalEnd}. */
  #endTime: Float64Array | undefined;
  /** The rows that have ended, in the order in which they did. */
  #ended = new Int32Array(firstLength);
  #endedCount = 0;
  /** How many rows have ended in each state. */
  readonly #ends = new Uint32Array(numStates);

  /** Adds a queued row, whose times are still to be filled in. */
  add(trialIndex: number): number {
    const row = this.count++;
    if (row === this.state.length) this.#grow();
    if (this.#trialIndex !== undefined) this.#trialIndex[row] = trialIndex;
    else if (trialIndex !== row) this.#keepIndices(row, trialIndex);
    return row;
  }

  trialIndexOf(row: number): number {
    return this.#trialIndex === undefined ? row : (this.#trialIndex[row] as number);
  }

  /** When a row that has started ends, unless something ends it before. */
  naturalEnd(row: number): number {
    return (this.startTime[row] as number) + (this.runtime[row] as number);
  }

  /** Ends a row at its natural end. */
  end(row: number, state: number): void {
    if (this.#endTime !== undefined) this.#endTime[row] = this.naturalEnd(row);
    this.#countEnd(row, state);
  }

  /** Ends a row at any time, whether or not it has started. */
  endAt(row: number, state: number, time: number): void {
    this.#endTime ??= this.#naturalEnds();
    this.#endTime[row] = time;
    this.#countEnd(row, state);
  }

  /** When a row that has ended did. */
  endTimeOf(row: number): number {
    return this.#endTime === undefined ? this.naturalEnd(row) : (this.#endTime[row] as number);
  }

  /** How many rows have ended in this state. */
  numEnded(state: number): number {
    return this.#ends[state] ?? 0;
  }

  /** The rows that have ended in this state, in the order in which they did. */
  endedRows(state: number): number[] {
    const ended = this.#ended.subarray(0, this.#endedCount);
    return Array.from(ended.filter((row) => this.state[row] === state));
  }

  #countEnd(row: number, state: number): void {
    this.#ends[state] = (this.#ends[state] ?? 0) + 1;
    this.state[row] = state;
    this.#ended[this.#endedCount++] = row;
  }

  #naturalEnds(): Float64Array {
    return this.startTime.map((_, row) => this.naturalEnd(row));
  }

  #keepIndices(row: number, trialIndex: number): void {
    this.#trialIndex = Int32Array.from({ length: this.state.length }, (_, before) => before);
    this.#trialIndex[row] = trialIndex;
  }

  #grow(): void {
    const { length: before } = this.state;
    // Each step costs a collection or two, so a small table takes few.
    const length = before * (before < manyRows ? 8 : 2);
    if (this.#trialIndex !== undefined)
      this.#trialIndex = grown(this.#trialIndex, new Int32Array(length));
    if (this.#endTime !== undefined) this.#endTime = grown(this.#endTime, new Float64Array(length));
    this.state = grown(this.state, new Uint8Array(length));
    this.runtime = grown(this.runtime, new Float64Array(length));
    this.queuedTime = grown(this.queuedTime, new Float64Array(length));
    this.startTime = grown(this.startTime, new Float64Array(length));
    this.#ended = grown(this.#ended, new Int32Array(length));
  }
}

const firstLength = 256;
const manyRows = 65_536;
const numStates = 5;

function grown<A extends Int32Array | Uint8Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
