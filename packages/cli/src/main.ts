#!/usr/bin/env node
import { writeSync } from "node:fs";
import { CommanderError } from "commander";
import { program } from "./program.ts";
import { badUsage, notOwner } from "./report/exit-code.ts";
import { UsageError } from "./usage-error.ts";

/** What a shell gives for a program that SIGPIPE has ended, and SIGHUP: 128 and the signal's number. */
const [readerHasGone, terminalHasGone] = [141, 129];

// Of Node 22, about the one module that the store needs; nothing about it is to be done.
const emitWarning = process.emitWarning.bind(process);
process.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
  if (!String(warning).startsWith("SQLite is an experimental feature")) {
    Reflect.apply(emitWarning, undefined, [warning, ...rest]);
  }
};

process.stdout.on("error", unwritable);
// It is told nowhere else, and changes nothing of what the command does.
process.stderr.on("error", () => undefined);

process.once("exit", stuck);
void program(process.argv.slice(2))
  .catch(explain)
  .then(end, (error: unknown) => {
    process.off("exit", stuck);
    throw error;
  });

function end(exitCode: number): void {
  process.off("exit", stuck);
  // An experiment file may leave something open; the command has ended all the same.
  process.stdout.write("", (failure) => {
    if (failure) unwritable(failure);
    else process.stderr.write("", () => process.exit(exitCode));
  });
}

/** Nothing is left that could go on, and the command has not ended. */
function stuck(code: number): void {
  if (code !== 0) return;
  writeSync(
    2,
    "The experiment file, its candidates or its runner wait for something that never comes; mend that.\n",
  );
  process.exitCode = badUsage;
}

/** A reader that has gone (`| head`) ends the command, as it does with others. Trials go on. */
function unwritable({ code, message }: NodeJS.ErrnoException): void {
  if (code === "EPIPE") process.exit(readerHasGone);
  if (code === "EIO") process.exit(terminalHasGone);
  const said = `what there is to say cannot be written: ${message}; make room, or send it elsewhere. Trials go on.`;
  process.stderr.write(`${said}\n`, () => process.exit(1));
}

/** Says what went wrong in a line or two, and returns the exit code that stands for it. */
async function explain(error: unknown): Promise<number> {
  // Commander has said it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : badUsage;
  const stack = process.argv.includes("--verbose");
  const said = error instanceof Error ? (stack && error.stack) || error.message : String(error);
  process.stderr.write(`${said}\n`);
  if (error instanceof UsageError) return badUsage;
  // Not before: an old Node cannot load it.
  const { RunnerError } = await import("@runners/core");
  if (RunnerError.is(error, "NOT_OWNER")) return notOwner;
  return RunnerError.is(error, "INVALID_ARGUMENT") ? badUsage : 1;
}
