import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomically } from "../write-file-atomically.ts";
import { supervisorScript } from "./supervisor-script.ts";

/**
 * Puts the supervisor's script into the directory, and gives its path. Its name has its contents'
 * hash: trials of several versions of this package may share a directory.
 */
export async function installSupervisor(directory: string): Promise<string> {
  const hash = createHash("sha256").update(supervisorScript).digest("hex").slice(0, 12);
  const path = join(directory, `supervisor-${hash}.sh`);
  const present = await readFile(path, "utf8").catch(() => undefined);
  if (present !== supervisorScript) await writeFileAtomically(path, supervisorScript);
  return path;
}
