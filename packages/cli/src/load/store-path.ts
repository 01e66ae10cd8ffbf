import { dirname, join, resolve } from "node:path";

/** Characters of a name; each may take four bytes of the 255 that a file name has. */
const longest = 60;

/** Where the store of an experiment is: as given, else beside its file, under its name. */
export function storePath(experimentFile: string, name: string, given: string | undefined): string {
  if (given !== undefined) return resolve(given);
  const readable = name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .slice(0, longest);
  return join(dirname(resolve(experimentFile)), ".runners", `${readable}.db`);
}
