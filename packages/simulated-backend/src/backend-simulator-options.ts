import type { Clock, OptionRules } from "@runners/core";
import type { SeededRandomState } from "./random/seeded-random.ts";
import type { SimTrialLists } from "./sim-trial.ts";

/**
 * How the simulator behaves.
 *
 * - `"exact"`: a discrete-event simulation; nothing depends on how often it is looked at.
 * - `"ax"`: Ax's `BackendSimulator`, trace for trace, its quirks included.
 */
export type Semantics = "exact" | "ax";

/** What may be left out, and is checked: see each default. */
export type BackendSimulatorOptions = Partial<SimTrialLists> & {
  /** Default `"exact"`. */
  readonly semantics?: Semantics | undefined;
  /** How many trials run at once: a whole number from 1. Default 1. */
  readonly maxConcurrency?: number | undefined;
  /** Runtimes are divided by it. Above 0. Default 1. */
  readonly timeScaling?: number | undefined;
  /** Share of the trials that fail, from 0 to 1. Default 0. */
  readonly failureRate?: number | undefined;
  /**
   * When a trial that fails does so: as soon as it is submitted, without taking a slot (Ax's way),
   * or at a random fraction of its runtime. Default `"submission"`; `"ax"` knows no other.
   */
  readonly failureTiming?: FailureTiming | undefined;
  /**
   * Where Ax's tick clock starts, in seconds: time then moves by 1 with each `update()`, and by
   * nothing else. Default: none, time is that of `clock`.
   */
  readonly internalClock?: number | undefined;
  /**
   * Whether a queued trial starts when `update()` notices the free slot, not when it became free.
   * Default `false`; `"exact"` refuses `true`, which makes results depend on polling.
   */
  readonly useUpdateAsStartTime?: boolean | undefined;
  /** Decides which trials fail; uniform in [0, 1). Default: a generator seeded with `seed`. */
  readonly random?: (() => number) | undefined;
  /** Seed of the default `random`. Default 0. */
  readonly seed?: number | string | undefined;
  /** Where the default `random` goes on; from `state()`. Default: from the beginning. */
  readonly randomState?: SeededRandomState | undefined;
  /**
   * Where time comes from without `internalClock`; default the system's. On a `VirtualClock` of
   * `@runners/core` the simulator schedules its events, so that time jumps from one to the next.
   */
  readonly clock?: Clock | undefined;
  /** Simulated seconds before which time cannot be; from `state()`. Default: no bound. Not in `"ax"`. */
  readonly time?: number | undefined;
};

export type FailureTiming = "submission" | "during-run";

const isList = (value: unknown): boolean => Array.isArray(value);
const list = { is: isList, give: "a list of trials" };

/** What types cannot promise of code without them; the ranges are checked with the settings. */
export const backendSimulatorOptionRules: OptionRules<BackendSimulatorOptions> = {
  semantics: { is: "text", give: '"exact" or "ax"' },
  maxConcurrency: { is: "number", give: "a whole number from 1" },
  timeScaling: { is: "number", give: "a number above 0" },
  failureRate: { is: "number", give: "a number from 0 to 1" },
  failureTiming: { is: "text", give: '"submission" or "during-run"' },
  internalClock: { is: "number", give: "seconds, or leave it out" },
  useUpdateAsStartTime: { is: "boolean", give: "true or false" },
  random: { is: "function", give: "a function that gives numbers in [0, 1)" },
  seed: {
    is: (value) => typeof value === "number" || typeof value === "string",
    give: "a number or a text",
  },
  randomState: { is: "object", give: "the randomState of a state" },
  clock: { is: "clock", give: "a Clock" },
  time: { is: "number", give: "seconds, or leave it out" },
  queued: list,
  running: list,
  failed: list,
  completed: list,
  abandoned: list,
};
