import { isDeployed, isTerminal, type BaseTrial, type PolledStatus } from "@runners/core";

type Slot = {
  /** The latest attempt that is known to be live. */
  attempt: number;
  live: boolean;
  /** How many calls of `run` for it have not settled. */
  starting: number;
  missingSinceMs: number | undefined;
};

/** What became of a trial for which a slot was taken; one of these is to be called, once. */
export type TakenSlot = { readonly started: () => void; readonly notStarted: () => void };

/** Which trials hold a slot. Times are of a monotonic clock. */
export class LiveTrials {
  readonly #maxLiveTrials: number;
  readonly #missingGraceMs: number;
  readonly #slots = new Map<string, Slot>();
  /** The attempt of each trial that has ended; a poll that was overtaken may still say RUNNING. */
  readonly #ended = new Map<string, number>();

  constructor(maxLiveTrials: number, missingGraceMs: number) {
    this.#maxLiveTrials = maxLiveTrials;
    this.#missingGraceMs = missingGraceMs;
  }

  /** How many slots are free. */
  free(nowMs: number): number {
    for (const [key, slot] of this.#slots) {
      const { missingSinceMs } = slot;
      if (missingSinceMs !== undefined && nowMs - missingSinceMs >= this.#missingGraceMs) {
        this.#vacate(key, slot);
      }
    }
    return Math.max(0, this.#maxLiveTrials - this.#slots.size);
  }

  /** A slot for a trial that is about to be run, its own if it has one; undefined if none is free. */
  take(trial: BaseTrial<unknown>, nowMs: number): TakenSlot | undefined {
    const { attempt } = trial;
    const key = keyOf(trial);
    if (this.free(nowMs) < 1 && !this.#slots.has(key)) return undefined;
    const slot = this.#slotOf(key, attempt);
    slot.starting += 1;
    this.#ended.delete(key);
    return {
      started: () => {
        slot.starting -= 1;
        this.#occupy(key, attempt);
      },
      notStarted: () => {
        slot.starting -= 1;
        if (!slot.live) this.#vacate(key, slot);
      },
    };
  }

  /** Takes in what a poll says. A trial that is deployed without a slot, as after a restart, gets one. */
  heard(trial: BaseTrial<unknown>, status: PolledStatus, nowMs: number): void {
    const { attempt } = trial;
    const key = keyOf(trial);
    const slot = this.#slots.get(key);
    if (slot !== undefined && slot.attempt > attempt) return;
    if (isTerminal(status)) {
      this.#ended.set(key, attempt);
      if (slot !== undefined) this.#vacate(key, slot);
    } else if (status === "MISSING") {
      if (slot !== undefined) slot.missingSinceMs ??= nowMs;
    } else if (isDeployed(status)) {
      this.#occupy(key, attempt);
    }
  }

  /** Takes in that the backend knows nothing of what was submitted for the trial. */
  absent(trial: BaseTrial<unknown>): void {
    const key = keyOf(trial);
    const slot = this.#slots.get(key);
    if (slot?.attempt === trial.attempt) this.#vacate(key, slot);
  }

  #slotOf(key: string, attempt: number): Slot {
    const slot = this.#slots.get(key) ?? {
      attempt,
      live: false,
      starting: 0,
      missingSinceMs: undefined,
    };
    this.#slots.set(key, slot);
    return slot;
  }

  #occupy(key: string, attempt: number): void {
    const slot = this.#slots.get(key);
    if ((this.#ended.get(key) ?? -1) >= attempt) {
      if (slot?.live === false) this.#vacate(key, slot);
      return;
    }
    const own = slot ?? this.#slotOf(key, attempt);
    own.attempt = Math.max(own.attempt, attempt);
    own.live = true;
    own.missingSinceMs = undefined;
  }

  /** The trial is not live any more; a call that is under way keeps the slot for it. */
  #vacate(key: string, slot: Slot): void {
    slot.live = false;
    slot.missingSinceMs = undefined;
    if (slot.starting === 0) this.#slots.delete(key);
  }
}

function keyOf({ index, experiment }: BaseTrial<unknown>): string {
  return `${index} ${experiment.name ?? ""}`;
}
