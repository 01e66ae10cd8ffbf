import { homedir } from "node:os";
import { isAbsolute, resolve } from "node:path";
import { RunnerError } from "@runners/core";
import { isRemote } from "./is-remote.ts";
import { textProblem } from "../text-problem.ts";

/**
 * Where results are, so that all that read it agree, wherever they work: an absolute path, or a URL
 * of another file system, as it was given. fsspec's `file://` stands before a path, in which nothing
 * is decoded; `~/` is the home folder.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT`
 */
export function resolveTrackerBase(trackerBase: string, cwd: string): string {
  const problem = trackerBase === "" ? "is empty" : textProblem(trackerBase);
  const shown = JSON.stringify(trackerBase);
  if (problem !== undefined) throw refuse(shown, problem);
  if (/\/\/[^/@]*:[^/@]+@/.test(trackerBase))
    throw refuse(
      "a URL",
      "holds a password, which would be kept with every trial",
      "leave it out, and give credentials through env",
    );
  if (isRemote(trackerBase)) return trackerBase;
  const path = trackerBase.replace(/^(file|local):(\/\/)?/, "").replace(/^~(?=\/|$)/, homedir());
  const absolute = isAbsolute(path) ? resolve(path) : resolve(cwd, path);
  if (!absolute.includes("::")) return absolute;
  throw refuse(shown, 'is a path with "::", which fsspec takes for several file systems');
}

function refuse(
  shown: string,
  problem: string,
  remedy = "give a folder, or a URL that fsspec knows",
): RunnerError {
  const message = `trackerBase is ${shown}: it ${problem}; ${remedy}.`;
  return new RunnerError("INVALID_ARGUMENT", message);
}
