import { RunnerError } from "@runners/core";
import type { FileSystem } from "./file-system.ts";

/** The error for a file that cannot be locked; one without locks looks like one that another has. */
export function lockFailure(path: string, fileSystem: FileSystem, cause?: unknown): RunnerError {
  const { name = "a network file system" } = fileSystem;
  return new RunnerError(
    "STORE",
    `The store ${path} cannot be locked on ${name}: another process has it open for itself, or locks do not work there. End that process, or keep the store on a disk of this machine.`,
    cause === undefined ? {} : { cause },
  );
}
