import { isDeployed, isTerminal, type BaseTrial, type PolledStatus } from "@runners/core";

type Slot = {
  readonly attempt: number;
  /** Whether its `run` has not settled, so that nothing else can tell what became of it. */
  starting: boolean;
  missingSinceMs?: number;
};

/** Which trials hold a slot. Times are of a monotonic clock. */
export class LiveTrials {
  readonly #maxLiveTrials: number;
  readonly #missingGraceMs: number;
  readonly #slots = new Map<string, Slot>();
  /** The last attempt of each trial that has ended; a poll that was overtaken may still say RUNNING. */
  readonly #ended = new Map<string, number>();

  constructor(maxLiveTrials: number, missingGraceMs: number) {
    this.#maxLiveTrials = maxLiveTrials;
    this.#missingGraceMs = missingGraceMs;
  }

  /** How many slots are free. */
  free(nowMs: number): number {
    for (const [key, { missingSinceMs }] of this.#slots) {
      if (missingSinceMs !== undefined && nowMs - missingSinceMs >= this.#missingGraceMs) {
        this.#slots.delete(key);
      }
    }
    return Math.max(0, this.#maxLiveTrials - this.#slots.size);
  }

  /**
   * A slot for a trial that is about to be run; its own if it has one. Undefined if none is free.
   * The caller says what became of it.
   */
  take(
    trial: BaseTrial<unknown>,
    nowMs: number,
  ): { readonly started: () => void; readonly notStarted: () => void } | undefined {
    const key = keyOf(trial);
    const before = this.#slots.get(key);
    if (before === undefined && this.free(nowMs) < 1) return undefined;
    const slot: Slot = { attempt: trial.attempt, starting: true };
    this.#slots.set(key, slot);
    this.#ended.delete(key);
    return {
      started: () => {
        slot.starting = false;
      },
      notStarted: () => {
        if (this.#slots.get(key) !== slot) return;
        if (before === undefined) this.#slots.delete(key);
        else this.#slots.set(key, before);
      },
    };
  }

  /** Takes in what a poll says. A trial that is deployed without a slot, as after a restart, gets one. */
  heard(trial: BaseTrial<unknown>, status: PolledStatus, nowMs: number): void {
    const { attempt } = trial;
    const key = keyOf(trial);
    const slot = this.#slots.get(key);
    if (slot !== undefined && (slot.attempt > attempt || slot.starting)) return;
    if (isTerminal(status)) {
      this.#slots.delete(key);
      this.#ended.set(key, attempt);
    } else if (status === "MISSING") {
      if (slot !== undefined) slot.missingSinceMs ??= nowMs;
    } else if (isDeployed(status) && (this.#ended.get(key) ?? -1) < attempt) {
      this.#slots.set(key, { attempt, starting: false });
    }
  }

  /** Takes in that the backend knows nothing of what was submitted for the trial. */
  absent(trial: BaseTrial<unknown>): void {
    const key = keyOf(trial);
    const slot = this.#slots.get(key);
    if (slot?.attempt === trial.attempt && !slot.starting) this.#slots.delete(key);
  }
}

function keyOf({ index, experiment }: BaseTrial<unknown>): string {
  return `${index} ${experiment.name ?? ""}`;
}
