import { RunnerError } from "@runners/core";
import { showValue } from "./show-value.ts";

/** The error for a runtime that cannot be, before and after `timeScaling`. */
export function notARuntime(trialIndex: number, runtime: unknown, simRuntime: number): RunnerError {
  const isScaled = Number.isFinite(runtime) && runtime !== simRuntime;
  const seconds = typeof runtime === "number" ? " seconds" : "";
  const scaled = isScaled ? `, ${simRuntime} after timeScaling` : "";
  return new RunnerError(
    "INVALID_ARGUMENT",
    `The runtime of trial ${trialIndex} is ${showValue(runtime)}${seconds}${scaled}; give a finite number from 0.`,
    { trialIndex },
  );
}
