import { readFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";

/** The command line: what it takes, and what it says of itself. Returns the exit code. */
export async function program(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const root = new Command("runners")
    .description("Runs trials: an experiment file says which, its runner where.")
    .version(version(), "-v, --version")
    .option("--verbose", "show the stack of an unexpected error")
    .exitOverride()
    .showHelpAfterError("(--help says more)");
  root
    .command("run")
    .description("run the experiment of a file, or go on with it")
    .argument(
      "<file>",
      "experiment file (.ts or .js) that exports defineExperiment({ … }) by default",
    )
    .option("--total-trials <n>", "trials to create in all", wholeFrom(1))
    .option("--max-pending <n>", "trials on the backend at a time", wholeFrom(1))
    .option("--store <path>", "where it is recorded (default: .runners/<name>.db beside the file)")
    .option("--accept-changes", "go on although the experiment file has changed")
    .option("--dry-run", "show what would be submitted, and start nothing")
    .option("--limit <n>", "trials that --dry-run shows", wholeFrom(1), 10)
    .option("--json", "one JSON event per line")
    .addHelpText("after", exitCodesHelp)
    .action(async (file: string, options: RunOptions) => {
      const { totalTrials, maxPending: maxPendingTrials, json, ...rest } = options;
      const overrides = {
        ...(totalTrials !== undefined && { totalTrials }),
        ...(maxPendingTrials !== undefined && { maxPendingTrials }),
        ...(json !== undefined && { json }),
      };
      if (rest.dryRun === true) {
        const { dryRun } = await import("./commands/dry-run.ts");
        exitCode = await dryRun(file, { ...overrides, limit: rest.limit });
      } else {
        const { run } = await import("./commands/run.ts");
        const { store, acceptChanges } = rest;
        exitCode = await run(file, {
          ...overrides,
          ...(store !== undefined && { store }),
          ...(acceptChanges !== undefined && { acceptChanges }),
        });
      }
    });
  await root.parseAsync(argv, { from: "user" });
  return exitCode;
}

type RunOptions = {
  readonly totalTrials?: number;
  readonly maxPending?: number;
  readonly store?: string;
  readonly acceptChanges?: boolean;
  readonly dryRun?: boolean;
  readonly limit: number;
  readonly json?: boolean;
};

const exitCodesHelp = `
Exit codes: 0 done, 1 trials failed past tolerance (or its time was up, or the candidates failed),
2 bad usage or input, 3 a person has to say what became of a submission, 130 interrupted.

Ctrl-C once submits no more trials and waits for those that run; twice stops them; a third time
leaves at once. SIGTERM leaves at once: the trials go on, and the same command goes on with them.
`;

function wholeFrom(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Give a whole number of at least ${least}.`);
  };
}

function version(): string {
  const file = new URL("../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
