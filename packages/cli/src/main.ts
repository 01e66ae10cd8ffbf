#!/usr/bin/env node
import { CommanderError } from "commander";
import { program } from "./program.ts";
import { badUsage, notOwner } from "./report/exit-code.ts";

/** What a shell gives for a program that a closed pipe has ended: 128 + SIGPIPE. */
const readerHasGone = 141;

// A reader that has gone (`| head`) ends the command, as it does with others. Trials go on.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(readerHasGone);
  throw error;
});

let exitCode: number;
try {
  exitCode = await program(process.argv.slice(2));
} catch (error) {
  exitCode = await explain(error);
}
// An experiment file may leave something open; the command has ended all the same.
process.stdout.write("", (failure) => {
  // What could not be written went to a reader that has gone.
  process.stderr.write("", () => process.exit(failure ? readerHasGone : exitCode));
});

/** Says what went wrong in a line or two, and returns the exit code that stands for it. */
async function explain(error: unknown): Promise<number> {
  // Commander has said it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : badUsage;
  const { RunnerError } = await import("@runners/core");
  const { UsageError } = await import("./usage-error.ts");
  const stack = process.argv.includes("--verbose");
  const said = error instanceof Error ? (stack && error.stack) || error.message : String(error);
  process.stderr.write(`${said}\n`);
  if (error instanceof UsageError) return badUsage;
  if (RunnerError.is(error, "NOT_OWNER")) return notOwner;
  return RunnerError.is(error, "INVALID_ARGUMENT") ? badUsage : 1;
}
