import { relative } from "node:path";

/** A path as a person here would type it: from this folder if it is in it, else whole. */
export function showPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near === "" || near.startsWith("..") ? path : near;
}
