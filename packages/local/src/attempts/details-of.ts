import type { TrialDetails } from "@runners/core";
import { modifiedAtMs } from "../modified-at-ms.ts";
import { attemptFiles } from "./attempt-files.ts";
import type { Observed } from "./attempt-observer.ts";

/** What is known of it beside the status. */
export async function detailsOf(observed: Observed): Promise<TrialDetails> {
  const { state } = observed;
  if (state === "ended") return observed.verdict.details;
  if (state === "unknown") return { backendState: "unknown", reason: observed.reason };
  const { directory, submissionKey } = observed.claim;
  if (state === "absent") {
    const reason = `there is no attempt ${submissionKey} in ${directory}`;
    return { backendState: "absent", reason };
  }
  const startedAtMs = await modifiedAtMs(attemptFiles(directory, submissionKey).pid);
  return {
    backendState: state,
    ...(startedAtMs !== undefined && { startedAtMs }),
    ...(state === "orphaned" && {
      reason: "its supervisor was killed: how the program ends will not be recorded",
    }),
  };
}
