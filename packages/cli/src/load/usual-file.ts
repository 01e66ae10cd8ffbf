import { existsSync } from "node:fs";

const usualFiles = ["experiment.ts", "experiment.mts", "experiment.js", "experiment.mjs"];

/** The experiment file of this folder, by the names it usually has. */
export function usualFile(): string | undefined {
  return usualFiles.find((name) => existsSync(name));
}
