import type { PolledStatus } from "@runners/core";

/** TorchX's states, as Ax's TorchXRunner maps them but for `UNKNOWN`, which is no verdict. */
const statuses: ReadonlyMap<string, PolledStatus> = new Map([
  ["UNSUBMITTED", "CANDIDATE"],
  ["SUBMITTED", "STAGED"],
  ["PENDING", "STAGED"],
  ["RUNNING", "RUNNING"],
  ["SUCCEEDED", "COMPLETED"],
  ["FAILED", "FAILED"],
  ["CANCELLED", "ABANDONED"],
  ["UNKNOWN", "UNKNOWN"],
]);

/** The status that a state of TorchX stands for; `UNKNOWN` for one without a row. */
export function statusOfState(state: string): PolledStatus {
  return statuses.get(state) ?? "UNKNOWN";
}
