import { RunnerError } from "@runners/core";
import { remedyForDamage } from "./remedy-for-damage.ts";
import { sqliteCode } from "./sqlite-code.ts";

/** What is wrong, and the remedy. */
type Fault = readonly [what: string, remedy: string];

/** By the primary result code of SQLite. */
const faultsOfSqlite: ReadonlyMap<number, Fault> = new Map([
  [
    5,
    ["another process has locked it", "Try again; end the process that holds it if that goes on"],
  ],
  [6, ["another connection has locked it", "Try again"]],
  [8, ["it or its folder is read-only", "Allow writing, or copy it to where that is allowed"]],
  [10, ["its disk fails", "Check the disk and its connection, then run the same command again"]],
  [11, ["it is damaged", remedyForDamage]],
  [13, ["its disk is full", "Free some space, then run the same command again"]],
  [14, ["it cannot be opened", "Check that its folder exists and may be read and written"]],
  [15, ["its locks do not work", "Keep it on a disk of this machine"]],
  [22, ["its file system cannot hold a file that large", "Keep it on another disk"]],
  [
    26,
    ["it is no SQLite database", "Give the path of a store, or of a file that is not there yet"],
  ],
]);

/** By the error code of the operating system. */
const faultsOfSystem: ReadonlyMap<string, Fault> = new Map([
  ["EACCES", ["access to it or its folder is denied", "Allow it, or give another path"]],
  ["EPERM", ["access to it or its folder is denied", "Allow it, or give another path"]],
  ["EROFS", ["its disk is read-only", "Give a path on another disk"]],
  ["ENOSPC", ["its disk is full", "Free some space, then run the same command again"]],
  [
    "EDQUOT",
    ["the quota of its disk is used up", "Free some space, then run the same command again"],
  ],
  ["ENOENT", ["a part of its path does not exist", "Create it, or give another path"]],
  ["ENOTDIR", ["a part of its path is no folder", "Give another path"]],
  ["EEXIST", ["a part of its path is no folder", "Give another path"]],
]);

/**
 * A failure of the file of a store, as the one error that callers know: which file, what is wrong,
 * what to do. A `RunnerError` is returned as it is.
 *
 * @param deed what could not be done with it
 */
export function storeError(
  path: string,
  deed: "opened" | "read" | "written" | "closed",
  cause: unknown,
): RunnerError {
  if (RunnerError.is(cause)) return cause;
  const [what, remedy] = faultOf(cause) ?? ["something unexpected went wrong", "See its cause"];
  const said = cause instanceof Error ? cause.message : String(cause);
  const kept = deed === "written" ? " What was written to it before is kept." : "";
  return new RunnerError(
    "STORE",
    `The store ${path} cannot be ${deed}: ${what} (${said}). ${remedy}.${kept}`,
    { cause },
  );
}

function faultOf(cause: unknown): Fault | undefined {
  const code = sqliteCode(cause);
  if (code !== undefined) return faultsOfSqlite.get(code);
  if (!(cause instanceof Error)) return undefined;
  const systemCode: unknown = Reflect.get(cause, "code");
  return typeof systemCode === "string" ? faultsOfSystem.get(systemCode) : undefined;
}
