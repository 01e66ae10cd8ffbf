import { relative } from "node:path";

/** Where the command was given; the experiment then makes its own folder the current one. */
const here = process.cwd();

/** A path as a person here would type it: from this folder if it is in it, else whole. */
export function showPath(path: string): string {
  const near = relative(here, path);
  return near === "" || near.startsWith("..") ? path : near;
}
