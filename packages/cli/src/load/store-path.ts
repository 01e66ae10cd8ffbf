import { dirname, join } from "node:path";

/** Characters of a name; each may take four bytes of the 255 that a file name has. */
const longest = 60;

/** Where the store of an experiment is: as given, else beside its file, under its name. Paths are whole. */
export function storePath(experimentFile: string, name: string, given: string | undefined): string {
  if (given !== undefined) return given;
  const readable = name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .slice(0, longest);
  return join(dirname(experimentFile), ".runners", `${readable}.db`);
}
