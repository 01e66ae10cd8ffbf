import { readFileSync } from "node:fs";
import { Command } from "commander";
import { addLogs } from "./program/add-logs.ts";
import { addResolve } from "./program/add-resolve.ts";
import { addResults } from "./program/add-results.ts";
import { addRun } from "./program/add-run.ts";
import { addStatus } from "./program/add-status.ts";
import { addStop } from "./program/add-stop.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The command line: what it takes, and what it says of itself. Returns the exit code. What a command
 * does is loaded once it is asked for.
 */
export async function program(argv: readonly string[]): Promise<number> {
  checkNode(process.versions.node);
  let exitCode = 0;
  const root = new Command("runners")
    .description("Runs trials: an experiment file says which, its runner where.")
    .version(version(), "-v, --version")
    .option("--verbose", "show the stack of an error")
    .exitOverride()
    .configureHelp({ subcommandTerm: (command) => `${command.name()} ${command.usage()}` })
    .showHelpAfterError("(--help says more)");
  const done = (code: number): void => {
    exitCode = code;
  };
  for (const add of [addRun, addStatus, addResults, addLogs, addStop, addResolve]) add(root, done);
  await root.parseAsync(argv, { from: "user" });
  return exitCode;
}

/** Before anything is loaded that an older one cannot read. */
export function checkNode(found: string): void {
  const [major = 0, minor = 0] = found.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return;
  throw new UsageError(`This is Node ${found}; use Node 22.18 or newer.`);
}

function version(): string {
  const file = new URL("../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
