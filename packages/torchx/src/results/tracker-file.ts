import { join } from "node:path";
import { RunnerError } from "@runners/core";
import { isRemote } from "./is-remote.ts";

/** A file below a tracker base. */
export type TrackerFile = { readonly path: string } | { readonly url: string };

/**
 * The file to which TorchX's `FsspecResultTracker` writes the results of a trial.
 *
 * @param trackerBase as `resolveTrackerBase` gives it
 * @throws {RunnerError} `INVALID_TRIAL` for what is no index
 */
export function trackerFile(trackerBase: string, trialIndex: number, suffix = ""): TrackerFile {
  if (!Number.isSafeInteger(trialIndex) || trialIndex < 0) {
    const message = `Trial ${trialIndex}: its index is not a whole number from 0, and names no results file.`;
    throw new RunnerError("INVALID_TRIAL", message);
  }
  const name = `${trialIndex}${suffix}`;
  return isRemote(trackerBase)
    ? { url: `${trackerBase.replace(/\/+$/, "")}/${name}` }
    : { path: join(trackerBase, name) };
}
