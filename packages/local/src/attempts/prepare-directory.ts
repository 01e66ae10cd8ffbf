import { join } from "node:path";
import { RunnerError } from "@runners/core";
import { makeDirectory } from "../make-directory.ts";
import { installSupervisor } from "../supervisor/install-supervisor.ts";
import { writeFileAtomically } from "../write-file-atomically.ts";
import type { AttemptFiles } from "./attempt-files.ts";
import { messageOf } from "../message-of.ts";

/**
 * Creates what all attempts share; gives the path of the supervisor's script.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` where the directory cannot be written to
 */
export async function prepareDirectory(directory: string): Promise<string> {
  try {
    for (const name of ["attempts", "live", "ended", "checkpoints"]) {
      await makeDirectory(join(directory, name));
    }
    return await installSupervisor(directory);
  } catch (cause) {
    const why = messageOf(cause);
    const message = `directory is ${directory}, which cannot be written to (${why}); give another, or access to it.`;
    throw new RunnerError("INVALID_ARGUMENT", message, { cause });
  }
}

/**
 * Creates what the program of an attempt finds.
 *
 * @throws {RunnerError} `BACKEND` where that cannot be written
 */
export async function prepareAttempt(
  files: AttemptFiles,
  checkpoints: string,
  parameters: string,
  trialIndex: number,
): Promise<void> {
  try {
    await makeDirectory(checkpoints);
    await makeDirectory(files.directory);
    await writeFileAtomically(files.parameters, parameters);
  } catch (cause) {
    const why = messageOf(cause);
    const message = `Trial ${trialIndex} was not started, because its files cannot be written: ${why}`;
    throw new RunnerError("BACKEND", message, { cause, trialIndex });
  }
}
