#!/usr/bin/env node
import { CommanderError } from "commander";
import { RunnerError } from "@runners/core";
import { program } from "./program.ts";
import { badUsage } from "./report/exit-code.ts";
import { UsageError } from "./usage-error.ts";

// A reader that has gone (`| head`) is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

try {
  process.exitCode = await program(process.argv.slice(2));
} catch (error) {
  process.exitCode = explain(error);
}

/** Says what went wrong in a line or two, and returns the exit code that stands for it. */
function explain(error: unknown): number {
  // Commander has said it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : badUsage;
  if (process.argv.includes("--verbose")) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  } else {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  if (error instanceof UsageError) return badUsage;
  if (RunnerError.is(error, "INVALID_ARGUMENT") || RunnerError.is(error, "NOT_OWNER")) {
    return badUsage;
  }
  return 1;
}
