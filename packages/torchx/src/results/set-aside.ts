import { rename } from "node:fs/promises";
import { checkSubmissionKey, RunnerError, type CallOptions } from "@runners/core";
import type { TorchXClient } from "../client/torchx-client.ts";
import { ifPresent } from "../wrapper/if-present.ts";
import type { TrackedSubmission } from "./tracked-submission.ts";
import { trackerFile } from "./tracker-file.ts";

/**
 * Renames the results file of an earlier attempt to `<index>.before-<key>`, so that it is not read as
 * that of the submission that is about to be made. To be called only where nothing was submitted
 * under this key before; without such a file it does nothing.
 *
 * @returns whether there was such a file
 * @throws {RunnerError} `BACKEND` where it cannot be renamed; it may be tried again
 */
export async function setAside(
  submission: TrackedSubmission,
  client: Pick<TorchXClient, "moveText">,
  options: CallOptions = {},
): Promise<boolean> {
  const { trialIndex, trackerBase } = submission;
  const suffix = `.before-${checkSubmissionKey(submission.submissionKey)}`;
  const from = trackerFile(trackerBase, trialIndex);
  const to = trackerFile(trackerBase, trialIndex, suffix);
  options.signal?.throwIfAborted();
  if ("url" in from && "url" in to) return client.moveText(from.url, to.url, options);
  if (!("path" in from && "path" in to)) return false;
  try {
    return (await ifPresent(rename(from.path, to.path).then(() => true))) ?? false;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Trial ${trialIndex}: the results file of an earlier attempt cannot be set aside: ${reason}`;
    throw new RunnerError("BACKEND", message, { cause: error, trialIndex });
  }
}
