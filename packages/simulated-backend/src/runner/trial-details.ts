import type { TrialDetails, TrialStatus } from "@runners/core";
import type { SimTrial } from "../sim-trial.ts";

/** The simulator's own word for a status. */
const words: Readonly<Partial<Record<TrialStatus, string>>> = {
  STAGED: "queued",
  RUNNING: "running",
  COMPLETED: "completed",
  FAILED: "failed",
  ABANDONED: "stopped",
};

/**
 * The simulator's account of a trial, its times in milliseconds.
 *
 * @param record undefined where the simulator keeps none: Ax's of trials that failed
 * @param stopReason why it was stopped, where that was said
 */
export function trialDetails(
  status: TrialStatus,
  record: SimTrial | undefined,
  stopReason: string | undefined,
): TrialDetails {
  const details: { -readonly [Name in keyof TrialDetails]: TrialDetails[Name] } = {
    backendState: words[status] ?? status,
  };
  const { simStartTime, simCompletedTime } = record ?? {};
  const ended = status !== "STAGED" && status !== "RUNNING";
  const reason = reasonFor(status, stopReason);
  if (reason !== undefined) details.reason = reason;
  if (simStartTime !== undefined) details.startedAtMs = simStartTime * 1000;
  if (ended && simCompletedTime !== undefined) details.finishedAtMs = simCompletedTime * 1000;
  return details;
}

function reasonFor(status: TrialStatus, stopReason: string | undefined): string | undefined {
  if (status === "FAILED") return "failed by chance, as the simulator's failureRate has it";
  if (status === "ABANDONED") return stopReason ?? "stopped";
  return undefined;
}
