import type { TrialStatus } from "@runners/core";

/** A status within a sentence: `early-stopped`. */
export function showStatus(status: TrialStatus): string {
  return status.toLowerCase().replace("_", "-");
}
