import type { Clock } from "../clock/clock.ts";
import { systemClock } from "../clock/system-clock.ts";
import { checkOptions } from "../options/check-options.ts";
import type { OptionRules } from "../options/option-rules.ts";
import { RunnerError } from "../runner-error.ts";
import type { CallOptions } from "../runner.ts";

/** Options of `watchTrials`. */
export type WatchOptions = CallOptions & {
  /** Default: the runner's, else the system's. */
  readonly clock?: Clock;
  /** Source of jitter, uniform in [0, 1). Default `Math.random`. */
  readonly random?: () => number;
  /** Wait after a poll that changed something. Default 1,000 ms. */
  readonly initialIntervalMs?: number;
  /** Longest wait between two polls of all trials, jitter aside. Default 30,000 ms. */
  readonly maxIntervalMs?: number;
  /** By how much each poll without news lengthens the wait. Default 1.5; 1 keeps it. */
  readonly backoffFactor?: number;
  /** Share of the wait that is random, up and down. Default 0.1. */
  readonly jitter?: number;
  /** No news of a trial for longer than this is a `silent` event. Default 60,000 ms. */
  readonly unknownGraceMs?: number;
  /** A trial missing for this long is `lost`. Default 60,000 ms. */
  readonly missingGraceMs?: number;
  /**
   * Resolves when the caller's set of trials has changed. With it, watching goes on when no trial
   * is left, until aborted; without it, watching ends there.
   */
  readonly changed?: (options: CallOptions) => Promise<unknown>;
};

export type WatchSettings = Required<Omit<WatchOptions, "changed" | "signal">> &
  Pick<WatchOptions, "changed" | "signal">;

const milliseconds = { is: "number", give: "milliseconds" } as const;

/** What types cannot promise of code without them; the ranges are checked with the defaults. */
const rules: OptionRules<WatchOptions> = {
  signal: { is: isSignal, give: "an AbortSignal" },
  clock: { is: "clock", give: "a Clock" },
  random: { is: "function", give: "a function that gives numbers in [0, 1)" },
  initialIntervalMs: milliseconds,
  maxIntervalMs: milliseconds,
  backoffFactor: { is: "number", give: "a number of at least 1" },
  jitter: { is: "number", give: "a number from 0 to below 1" },
  unknownGraceMs: milliseconds,
  missingGraceMs: milliseconds,
  changed: { is: "function", give: "a function that resolves when the set of trials has changed" },
};

/** By its looks: a signal of another realm, or of a test, is one as well. */
function isSignal(value: unknown): boolean {
  return typeof value === "object" && value !== null && "aborted" in value;
}

/** The options with their defaults, each checked. */
export function watchSettings(
  options: WatchOptions,
  clockOfRunner: Clock = systemClock,
): WatchSettings {
  checkOptions("watchTrials", options, rules);
  const initialIntervalMs = atLeast(0, "initialIntervalMs", options.initialIntervalMs ?? 1_000);
  return {
    ...options,
    clock: options.clock ?? clockOfRunner,
    random: options.random ?? Math.random,
    initialIntervalMs,
    maxIntervalMs: atLeast(
      initialIntervalMs,
      "maxIntervalMs",
      options.maxIntervalMs ?? Math.max(30_000, initialIntervalMs),
    ),
    backoffFactor: atLeast(1, "backoffFactor", options.backoffFactor ?? 1.5),
    jitter: share("jitter", options.jitter ?? 0.1),
    unknownGraceMs: atLeast(0, "unknownGraceMs", options.unknownGraceMs ?? 60_000),
    missingGraceMs: atLeast(0, "missingGraceMs", options.missingGraceMs ?? 60_000),
  };
}

function atLeast(least: number, name: string, value: number): number {
  if (value >= least) return value;
  throw outOfRange(name, value, `a number of at least ${least}`);
}

function share(name: string, value: number): number {
  if (value >= 0 && value < 1) return value;
  throw outOfRange(name, value, "a number from 0 to below 1");
}

function outOfRange(name: string, value: unknown, expected: string): RunnerError {
  return new RunnerError("INVALID_ARGUMENT", `${name} is ${String(value)}; give ${expected}.`);
}
