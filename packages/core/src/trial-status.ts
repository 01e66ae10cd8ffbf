/**
 * The status of a trial, spelled as in Ax.
 *
 * | status | meaning |
 * |---|---|
 * | `CANDIDATE` | created, not deployed |
 * | `STAGED` | deployed, waiting on the backend |
 * | `RUNNING` | being evaluated |
 * | `COMPLETED` | ended well |
 * | `FAILED` | ended badly: its own error, a time limit, a lost job |
 * | `ABANDONED` | given up: cancelled, or its data is not to be used |
 * | `EARLY_STOPPED` | stopped because it was not promising; its data counts |
 * | `STALE` | never deployed, and too old now |
 */
export const TrialStatus = {
  CANDIDATE: "CANDIDATE",
  STAGED: "STAGED",
  RUNNING: "RUNNING",
  COMPLETED: "COMPLETED",
  FAILED: "FAILED",
  ABANDONED: "ABANDONED",
  EARLY_STOPPED: "EARLY_STOPPED",
  STALE: "STALE",
} as const;

export type TrialStatus = (typeof TrialStatus)[keyof typeof TrialStatus];

/** The statuses that a trial never leaves. */
export type TerminalStatus = "COMPLETED" | "FAILED" | "ABANDONED" | "EARLY_STOPPED" | "STALE";

/**
 * What a poll says of one trial: a status, or `UNKNOWN` (no news: the backend could not be
 * understood), or `MISSING` (the backend answered and has no such job).
 */
export type PolledStatus = TrialStatus | "UNKNOWN" | "MISSING";

const terminal: ReadonlySet<PolledStatus> = new Set<TerminalStatus>([
  "COMPLETED",
  "FAILED",
  "ABANDONED",
  "EARLY_STOPPED",
  "STALE",
]);

/** Whether a trial with this status has ended for good. `UNKNOWN` and `MISSING` have not. */
export function isTerminal(status: PolledStatus): status is TerminalStatus {
  return terminal.has(status);
}

/** Whether a trial with this status occupies the backend: `STAGED` or `RUNNING`. */
export function isDeployed(status: PolledStatus): status is "STAGED" | "RUNNING" {
  return status === "STAGED" || status === "RUNNING";
}

/** Whether data is expected of a trial with this status: `RUNNING`, `COMPLETED`, `EARLY_STOPPED`. */
export function expectsData(
  status: PolledStatus,
): status is "RUNNING" | "COMPLETED" | "EARLY_STOPPED" {
  return status === "RUNNING" || status === "COMPLETED" || status === "EARLY_STOPPED";
}
