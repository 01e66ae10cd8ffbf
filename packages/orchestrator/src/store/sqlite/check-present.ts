import { statSync } from "node:fs";
import { RunnerError } from "@runners/core";

/** @throws {RunnerError} `STORE` where there is no file */
export function checkPresent(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
  throw new RunnerError("STORE", `There is no store at ${path}. Give the path of one.`);
}
