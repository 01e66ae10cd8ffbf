import { isTerminal } from "@runners/core";
import type { TrialRecord } from "../experiment/trial-record.ts";
import type { Alarm } from "./alarm.ts";
import type { LoopContext } from "./loop-context.ts";
import type { Stopper } from "./stopper.ts";

type Timed = { readonly status: "STAGED" | "RUNNING"; readonly sinceMs: number };

/**
 * Ends trials that wait or run for too long. The time of a running trial is counted from the
 * backend's own start time, carried over to the monotonic clock when it is learnt. Of a trial that
 * this driver has submitted, a start before that, or one that a jump of the wall clock may have
 * moved, is not believed: then it counts from when it is learnt, so that nothing ends early.
 */
export class Limits {
  readonly #context: LoopContext;
  readonly #stopper: Stopper;
  readonly #alarm: Alarm;
  readonly #timed = new Map<number, Timed>();
  /** When this driver began to submit the trial, on both clocks. */
  readonly #intended = new Map<number, { readonly monotonicMs: number; readonly wallMs: number }>();
  readonly #limitMs: Record<"STAGED" | "RUNNING", number>;

  constructor(context: LoopContext, stopper: Stopper, alarm: Alarm) {
    this.#context = context;
    this.#stopper = stopper;
    this.#alarm = alarm;
    this.#limitMs = {
      STAGED: context.settings.ttlSecondsForQueuedTrials * 1_000,
      RUNNING: context.settings.ttlSecondsForTrials * 1_000,
    };
  }

  /** Takes note that the trial is about to be submitted: it starts not before now. */
  intended(index: number): void {
    const { clock } = this.#context;
    this.#intended.set(index, { monotonicMs: clock.monotonic(), wallMs: clock.now() });
  }

  /** Takes note of the status that a trial has now. */
  note(trial: TrialRecord): void {
    const { index, status } = trial;
    if (this.#timed.get(index)?.status === status) return;
    this.#timed.delete(index);
    if (isTerminal(status)) this.#intended.delete(index);
    if (status !== "STAGED" && status !== "RUNNING") return;
    const limitMs = this.#limitMs[status];
    if (limitMs === Infinity) return;
    const sinceMs = this.#since(trial);
    this.#timed.set(index, { status, sinceMs });
    this.#alarm.at(sinceMs + limitMs);
  }

  /** Stops the trials whose time is up. */
  act(): void {
    const nowMs = this.#context.clock.monotonic();
    const late = new Map<string, number[]>();
    for (const [index, { status, sinceMs }] of this.#timed) {
      const limitMs = this.#limitMs[status];
      if (nowMs < sinceMs + limitMs) {
        this.#alarm.at(sinceMs + limitMs);
        continue;
      }
      this.#timed.delete(index);
      const reason = `${status === "RUNNING" ? "ran" : "waited"} for longer than ${limitMs / 1_000} s`;
      late.set(reason, [...(late.get(reason) ?? []), index]);
    }
    for (const [reason, indices] of late) this.#stopper.stop(indices, "fail", reason, false);
  }

  /** Since when the trial has had its status, on the monotonic clock. */
  #since(trial: TrialRecord): number {
    const { clock } = this.#context;
    const startedAtMs = trial.status === "RUNNING" ? trial.details?.startedAtMs : undefined;
    const sinceWallMs = startedAtMs ?? trial.statusSinceMs;
    const ageMs = clock.now() - sinceWallMs;
    const intended = this.#intended.get(trial.index);
    // A start in the future is a clock that is wrong: it started just now.
    if (intended === undefined) return clock.monotonic() - Math.max(0, ageMs);
    const longestMs = clock.monotonic() - intended.monotonicMs;
    const jumpMs = Math.max(0, clock.now() - intended.wallMs - longestMs);
    const believedMs = ageMs - jumpMs;
    return clock.monotonic() - (believedMs >= 0 && believedMs <= longestMs ? believedMs : 0);
  }
}
