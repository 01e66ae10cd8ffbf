import { RunnerError } from "@runners/core";
import type { Semantics } from "./backend-simulator-options.ts";
import { showValue } from "./show-value.ts";
import type { SimulationSettings } from "./simulation.ts";

/**
 * Checks the settings of a simulator. Ax checks none of its own, so neither does `"ax"`.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT`
 */
export function checkSettings(semantics: Semantics, settings: SimulationSettings): void {
  const { maxConcurrency, timeScaling, failureRate, failureTiming, time } = settings;
  check("semantics", semantics, semantics === "exact" || semantics === "ax", '"exact" or "ax"');
  if (semantics === "ax") {
    check("failureTiming", failureTiming, failureTiming === "submission", '"submission" for "ax"');
    return;
  }
  const { notBefore } = settings;
  check("time", notBefore, notBefore < Infinity, "a finite number, or leave it out");
  checkInternalClock(time.internalClock, -Infinity);
  check("maxConcurrency", maxConcurrency, isCount(maxConcurrency), "a whole number from 1");
  check("timeScaling", timeScaling, timeScaling > 0 && timeScaling < Infinity, "a number above 0");
  check("failureRate", failureRate, failureRate >= 0 && failureRate <= 1, "a number from 0 to 1");
  const knownTiming = failureTiming === "submission" || failureTiming === "during-run";
  check("failureTiming", failureTiming, knownTiming, '"submission" or "during-run"');
  check(
    "useUpdateAsStartTime",
    settings.useUpdateAsStartTime,
    !settings.useUpdateAsStartTime,
    'false: "exact" starts a trial when its slot becomes free, whenever update() is called',
  );
}

/**
 * Checks where a tick clock is to be set.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT`
 */
export function checkInternalClock(seconds: number | undefined, now: number): void {
  const holds = seconds === undefined || (Number.isFinite(seconds) && seconds >= now);
  const expected =
    now === -Infinity ? "a finite number" : `a finite number from ${now}, the time it is`;
  check("internalClock", seconds, holds, `${expected}, or leave it out`);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

function check(name: string, value: unknown, holds: boolean, expected: string): void {
  if (holds) return;
  throw new RunnerError("INVALID_ARGUMENT", `${name} is ${showValue(value)}; give ${expected}.`);
}
