import { isTerminal, type Clock, type PolledStatus } from "@runners/core";

/** How long a backend that refused for want of room is not asked again, unless a trial ends. */
const refusalMs = 30_000;

/** Which trials of a runner are live, as far as it has seen, and how many more may be. */
export class LiveApps {
  readonly #most: number;
  readonly #clock: Clock;
  readonly #live = new Set<string>();
  /** Those that some call is about: until it is known whether they are live, they count too. */
  readonly #unsettled = new Map<string, number>();
  /** What was seen of each last; an end stays. */
  readonly #seen = new Map<string, PolledStatus>();
  #refusedUntilMs = -Infinity;

  constructor(most: number, clock: Clock) {
    this.#most = most;
    this.#clock = clock;
  }

  get isFull(): boolean {
    return this.#size >= this.#most;
  }

  get free(): number {
    if (this.#clock.monotonic() < this.#refusedUntilMs) return 0;
    return Math.max(0, this.#most - this.#size);
  }

  get #size(): number {
    let size = this.#live.size;
    for (const key of this.#unsettled.keys()) if (!this.#live.has(key)) size += 1;
    return size;
  }

  /** Whether a trial is live, or may be: its submission had no answer. */
  has(submissionKey: string): boolean {
    return this.#live.has(submissionKey);
  }

  /** How a trial has ended, if that was ever seen. */
  endOf(submissionKey: string): PolledStatus | undefined {
    const status = this.#seen.get(submissionKey);
    return status !== undefined && isTerminal(status) ? status : undefined;
  }

  /** A call is under way that submits it or looks it up. Dispose of what is returned at its end. */
  settling(submissionKey: string): Disposable {
    const change = (by: number): void => {
      const calls = (this.#unsettled.get(submissionKey) ?? 0) + by;
      if (calls > 0) this.#unsettled.set(submissionKey, calls);
      else this.#unsettled.delete(submissionKey);
    };
    change(1);
    return { [Symbol.dispose]: () => change(-1) };
  }

  started(submissionKey: string): void {
    if (this.endOf(submissionKey) === undefined) this.#live.add(submissionKey);
  }

  /** What may be there, as its caller knows: live until a look says more. */
  takenUp(submissionKey: string): void {
    if (!this.#seen.has(submissionKey)) this.#live.add(submissionKey);
  }

  /** It was never there, as far as is known. */
  notStarted(submissionKey: string): void {
    this.#live.delete(submissionKey);
  }

  /** The backend has no room for more. */
  refused(): void {
    this.#refusedUntilMs = this.#clock.monotonic() + refusalMs;
  }

  /** What a look has said; `UNKNOWN` says nothing. */
  seen(submissionKey: string, status: PolledStatus): void {
    if (status === "UNKNOWN") return;
    // What a slow look says of one that has ended is of before.
    if (!isTerminal(status) && this.endOf(submissionKey) !== undefined) return;
    this.#seen.set(submissionKey, status);
    if (!isTerminal(status) && status !== "MISSING") return void this.#live.add(submissionKey);
    if (this.#live.delete(submissionKey)) this.#refusedUntilMs = -Infinity;
  }
}
