/** The states of a row, as numbers that fit a byte. */
export const QUEUED = 0;
export const RUNNING = 1;
export const COMPLETED = 2;
export const FAILED = 3;
export const ABANDONED = 4;

/**
 * One row per trial, in the order of submission, in typed arrays: 41 bytes each, and at most as much
 * again in reserve where there are many. Times are in simulated seconds, NaN where there is none.
 */
export class TrialTable {
  count = 0;
  trialIndex: Int32Array = new Int32Array(firstLength);
  state: Uint8Array = new Uint8Array(firstLength);
  runtime: Float64Array = new Float64Array(firstLength);
  queuedTime: Float64Array = new Float64Array(firstLength);
  /** Of no account while the row is queued. */
  startTime: Float64Array = new Float64Array(firstLength);
  /** Of no account before the row has ended. */
  endTime: Float64Array = new Float64Array(firstLength);
  /** The rows that have ended, in the order in which they did. */
  #ended = new Int32Array(firstLength);
  #endedCount = 0;
  /** How many rows have ended in each state. */
  readonly #ends = new Uint32Array(numStates);

  add(trialIndex: number, runtime: number, queuedTime: number): number {
    const row = this.count++;
    if (row === this.state.length) this.#grow();
    this.trialIndex[row] = trialIndex;
    this.runtime[row] = runtime;
    this.queuedTime[row] = queuedTime;
    return row;
  }

  end(row: number, state: number, time: number): void {
    this.#ends[state] = (this.#ends[state] ?? 0) + 1;
    this.state[row] = state;
    this.endTime[row] = time;
    this.#ended[this.#endedCount++] = row;
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

  #grow(): void {
    const { length: before } = this.state;
    // Each step costs a collection or two, so a small table takes few.
    const length = before * (before < manyRows ? 4 : 2);
    this.trialIndex = grown(this.trialIndex, new Int32Array(length));
    this.state = grown(this.state, new Uint8Array(length));
    this.runtime = grown(this.runtime, new Float64Array(length));
    this.queuedTime = grown(this.queuedTime, new Float64Array(length));
    this.startTime = grown(this.startTime, new Float64Array(length));
    this.endTime = grown(this.endTime, new Float64Array(length));
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
