import { lstat, rename } from "node:fs/promises";
import { RunnerError } from "@runners/core";
import type { TorchXClient } from "../client/torchx-client.ts";
import { ifPresent } from "../wrapper/if-present.ts";
import type { TrackedSubmission } from "./tracked-submission.ts";
import { trackerFile } from "./tracker-file.ts";

/**
 * Undoes `setAside` where it renamed a file, and the submission then turned out to be there already:
 * the file was that submission's. One written since then is newer, and stays.
 *
 * @throws {RunnerError} `SUBMISSION_UNKNOWN` where it cannot be renamed: the app is there all the same
 */
export async function putBack(
  submission: TrackedSubmission,
  client: Pick<TorchXClient, "moveText" | "readText">,
): Promise<void> {
  const { trialIndex, trackerBase, submissionKey } = submission;
  const from = trackerFile(trackerBase, trialIndex, `.before-${submissionKey}`);
  const to = trackerFile(trackerBase, trialIndex);
  try {
    if ("url" in from && "url" in to) {
      if ((await client.readText(to.url)) === undefined) await client.moveText(from.url, to.url);
    } else if ("path" in from && "path" in to) {
      if ((await ifPresent(lstat(to.path))) === undefined) await rename(from.path, to.path);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message =
      `Trial ${trialIndex} was submitted before, and its results file, renamed to ` +
      `${trialIndex}.before-${submissionKey} in ${trackerBase}, cannot be put back: ${reason}; ` +
      `rename it to ${trialIndex}.`;
    throw new RunnerError("SUBMISSION_UNKNOWN", message, { cause: error, trialIndex });
  }
}
