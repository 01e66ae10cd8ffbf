import { RunnerError } from "@runners/core";
import { whichCommandSync } from "which-command";

/**
 * The path of the program that a command names: one with a slash is relative to `cwd`, another is
 * looked for in the directories of `path`.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` where there is no such program
 */
export function findCommand(command: string, cwd: string, path: string | undefined): string {
  const name = JSON.stringify(command);
  if (command === "" || command.includes("\0")) {
    throw new RunnerError("INVALID_ARGUMENT", `command is ${name}; give a program's name or path.`);
  }
  const found = whichCommandSync(command, { cwd, path: path ?? "" });
  if (found !== undefined) return found;
  throw new RunnerError(
    "INVALID_ARGUMENT",
    command.includes("/")
      ? `command ${name} is no executable file, relative to ${cwd}; correct the path, or make the file executable (chmod +x).`
      : `command ${name} was not found in PATH (${path ?? "which is not set"}); install it, add its directory to PATH, or give its path.`,
  );
}
