import { closeSync, fsyncSync, openSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes the names of new folders durable, from the first that was created to the last: without it, a
 * crash of the machine may take them away, with everything in them.
 */
export function syncFolders(first: string, last: string): void {
  // Windows neither needs nor allows it.
  if (process.platform === "win32") return;
  for (let folder = last; folder.length >= first.length; folder = dirname(folder)) {
    const parent = openSync(dirname(folder), "r");
    try {
      fsyncSync(parent);
    } finally {
      closeSync(parent);
    }
  }
}
