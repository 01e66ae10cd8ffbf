import { isFileError } from "../is-file-error.ts";

/** Sends a signal to every process of a group; one that is gone needs none. */
export function signalGroup(groupId: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-groupId, signal);
  } catch (error) {
    if (!isFileError(error, "ESRCH")) throw error;
  }
}
