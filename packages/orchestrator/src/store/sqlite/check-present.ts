import { statSync } from "node:fs";
import { RunnerError } from "@runners/core";

/** @throws {RunnerError} `STORE` where there is no file, or something else, which may be waited for */
export function checkPresent(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() === true) return;
  if (found !== undefined) {
    const what = found.isDirectory() ? "a folder" : "no regular file";
    throw new RunnerError("STORE", `${path} is ${what}. Give the path of a store.`);
  }
  throw new RunnerError("STORE", `There is no store at ${path}. Give the path of one.`);
}
