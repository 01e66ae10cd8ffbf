import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { attemptFiles } from "../attempts/attempt-files.ts";
import { readClaim } from "../attempts/read-claim.ts";
import { signalProcess } from "../processes/signal-process.ts";

/** Kills what still runs in the directory of a runner. */
export async function endAll(directory: string): Promise<void> {
  const keys = await readdir(join(directory, "live")).catch(() => []);
  for (const key of keys) {
    const claim = await readClaim(attemptFiles(directory, key));
    if (claim !== undefined) signalProcess(-claim.pid, "SIGKILL");
  }
}
