import { existsSync, readdirSync } from "node:fs";

/** The names in a folder; none where it is not there. */
export function namesIn(directory: string): readonly string[] {
  return existsSync(directory) ? readdirSync(directory) : [];
}
