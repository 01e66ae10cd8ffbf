/** The states of a row, as numbers that fit a byte. */
export const QUEUED = 0;
export const RUNNING = 1;
export const COMPLETED = 2;
export const FAILED = 3;
export const ABANDONED = 4;

/**
 * One row per trial, in the order of submission, in typed arrays: 45 bytes each, and up to half of
 * that again in reserve. Times are in simulated seconds, NaN where there is none.
 */
export class TrialTable {
  count = 0;
  trialIndex: Int32Array = new Int32Array(firstLength);
  state: Uint8Array = new Uint8Array(firstLength);
  runtime: Float64Array = new Float64Array(firstLength);
  queuedTime: Float64Array = new Float64Array(firstLength);
  startTime: Float64Array = new Float64Array(firstLength);
  endTime: Float64Array = new Float64Array(firstLength);
  /** The rows that have ended, in the order in which they did. */
  ended: Int32Array = new Int32Array(firstLength);
  endedCount = 0;
  readonly #ends: number[] = [];

  add(trialIndex: number, runtime: number, queuedTime: number): number {
    const row = this.count++;
    if (row === this.state.length) this.#grow();
    this.trialIndex[row] = trialIndex;
    this.runtime[row] = runtime;
    this.queuedTime[row] = queuedTime;
    this.startTime[row] = Number.NaN;
    this.endTime[row] = Number.NaN;
    return row;
  }

  end(row: number, state: number, time: number): void {
    this.#ends[state] = (this.#ends[state] ?? 0) + 1;
    this.state[row] = state;
    this.endTime[row] = time;
    this.ended[this.endedCount++] = row;
  }

  /** How many rows have ended in this state. */
  numEnded(state: number): number {
    return this.#ends[state] ?? 0;
  }

  /** The rows that have ended in this state, in the order in which they did. */
  endedRows(state: number): number[] {
    const rows: number[] = [];
    for (let at = 0; at < this.endedCount; at += 1) {
      const row = this.ended[at] as number;
      if (this.state[row] === state) rows.push(row);
    }
    return rows;
  }

  #grow(): void {
    const length = Math.ceil(this.state.length * 1.5);
    this.trialIndex = grown(this.trialIndex, new Int32Array(length));
    this.state = grown(this.state, new Uint8Array(length));
    this.runtime = grown(this.runtime, new Float64Array(length));
    this.queuedTime = grown(this.queuedTime, new Float64Array(length));
    this.startTime = grown(this.startTime, new Float64Array(length));
    this.endTime = grown(this.endTime, new Float64Array(length));
    this.ended = grown(this.ended, new Int32Array(length));
  }
}

const firstLength = 256;

function grown<A extends Int32Array | Uint8Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
