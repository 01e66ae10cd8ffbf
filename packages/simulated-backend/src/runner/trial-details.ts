import type { TrialDetails, TrialStatus } from "@runners/core";

/** The simulator's own word for a status. */
const words: ReadonlyMap<TrialStatus, string> = new Map([
  ["STAGED", "queued"],
  ["RUNNING", "running"],
  ["COMPLETED", "completed"],
  ["FAILED", "failed"],
  ["ABANDONED", "stopped"],
]);

/**
 * The simulator's account of a trial, its times in milliseconds.
 *
 * @param startTime in simulated seconds, as is `completedTime`; undefined where there is none: Ax's
 *   simulator keeps none of trials that failed
 * @param stopReason why it was stopped, where that was said
 */
export function trialDetails(
  status: TrialStatus,
  startTime: number | undefined,
  completedTime: number | undefined,
  stopReason: string | undefined,
): TrialDetails {
  const details: { -readonly [Name in keyof TrialDetails]: TrialDetails[Name] } = {
    backendState: words.get(status) ?? status,
  };
  const ended = status !== "STAGED" && status !== "RUNNING";
  const reason = reasonFor(status, stopReason);
  if (reason !== undefined) details.reason = reason;
  if (startTime !== undefined) details.startedAtMs = startTime * 1000;
  if (ended && completedTime !== undefined) details.finishedAtMs = completedTime * 1000;
  return details;
}

function reasonFor(status: TrialStatus, stopReason: string | undefined): string | undefined {
  if (status === "FAILED") return "failed by chance, as the simulator's failureRate has it";
  if (status === "ABANDONED") return stopReason ?? "stopped";
  return undefined;
}
