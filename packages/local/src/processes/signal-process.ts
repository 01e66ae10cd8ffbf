import { isFileError } from "../is-file-error.ts";

/** Sends a signal to a process, or to a group by its negative number; one that is gone needs none. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!isFileError(error, "ESRCH")) throw error;
  }
}
