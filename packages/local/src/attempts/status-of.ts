import type { PolledStatus } from "@runners/core";
import type { Observed } from "./attempt-observer.ts";

/** What a poll says of it. */
export function statusOf(observed: Observed): PolledStatus {
  switch (observed.state) {
    case "running":
    case "orphaned":
      return "RUNNING";
    case "ended":
      return observed.verdict.status;
    case "absent":
      return "MISSING";
    case "unknown":
      return "UNKNOWN";
  }
}
