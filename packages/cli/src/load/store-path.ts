import { dirname, join, resolve } from "node:path";

/** Where the store of an experiment is: as given, else beside its file, under its name. */
export function storePath(experimentFile: string, name: string, given: string | undefined): string {
  if (given !== undefined) return resolve(given);
  const readable = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return join(dirname(resolve(experimentFile)), ".runners", `${readable}.db`);
}
