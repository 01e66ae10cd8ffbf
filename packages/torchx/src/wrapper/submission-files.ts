import { join } from "node:path";

/**
 * The files that the wrappers of one submission leave in its directory. Names of roles hold no
 * slash, and each file appears at once, with all that is in it.
 *
 * ```
 * claim                                   the id of the job that owns the submission
 * records/<role>.<replica>.<restart>.started    {"job","pid","group","startTicks","bootId"}
 * records/<role>.<replica>.<restart>.ended      {"job","code"}
 * ```
 *
 * The job's id is the scheduler's (TorchX's app id), the restart counts from 0. `pid` and `group`
 * are those of the program; `startTicks` and `bootId` tell it from another process of that id.
 * Only Linux tells them all; elsewhere `started` has the job alone.
 */
export function submissionFiles(directory: string): {
  readonly claim: string;
  readonly records: string;
} {
  return { claim: join(directory, "claim"), records: join(directory, "records") };
}
