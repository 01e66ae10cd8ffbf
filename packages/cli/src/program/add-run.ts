import type { Command } from "commander";
import { usualFile } from "../load/usual-file.ts";
import { UsageError } from "../usage-error.ts";
import type { Done } from "./done.ts";
import { fileHelp } from "./store-option.ts";
import { wholeFrom } from "./whole-from.ts";

type Options = {
  readonly totalTrials?: number;
  readonly maxPending?: number;
  readonly store?: string;
  readonly acceptChanges?: boolean;
  readonly dryRun?: boolean;
  readonly limit?: number;
  readonly json?: boolean;
};

const help = `
Exit codes: 0 done, 1 trials failed past tolerance (or its time was up, or the candidates failed),
2 bad usage or input, 3 a person has to say what became of a submission, 4 another driver has the
experiment (it works on it, or has taken over from this one), 130 interrupted.

Ctrl-C once submits no more trials and waits for those that run; twice stops them; a third time
leaves at once. SIGTERM leaves at once: the trials go on, and the same command goes on with them.
`;

export function addRun(root: Command, done: Done): void {
  root
    .command("run")
    .description("run the experiment of a file, or go on with it")
    .argument("[file]", `${fileHelp}; exports defineExperiment({ … }) by default`)
    .option("--total-trials <n>", "trials to create in all", wholeFrom(1))
    .option("--max-pending <n>", "trials on the backend at a time", wholeFrom(1))
    .option("--store <path>", "where it is recorded (default: .runners/<name>.db beside the file)")
    .option(
      "--accept-changes",
      "go on although name, parameters, objective or options have changed (what the candidates and the runner do is not compared)",
    )
    .option("--dry-run", "show what would be submitted, and start nothing")
    .option("--limit <n>", "trials that --dry-run shows (default: 10)", wholeFrom(1))
    .option("--json", "one JSON event per line")
    .addHelpText("after", help)
    .action(async (given: string | undefined, options: Options) => {
      const file = given ?? usualFile();
      if (file === undefined) {
        throw new UsageError("There is no experiment.ts here; give an experiment file.");
      }

      const { totalTrials, maxPending: maxPendingTrials, json, ...rest } = options;
      const overrides = {
        ...(totalTrials !== undefined && { totalTrials }),
        ...(maxPendingTrials !== undefined && { maxPendingTrials }),
        ...(json !== undefined && { json }),
      };
      if (rest.dryRun === true) {
        const { dryRun } = await import("../commands/dry-run.ts");
        return done(await dryRun(file, { ...overrides, limit: rest.limit ?? 10 }));
      }
      if (rest.limit !== undefined) {
        throw new UsageError(
          `--limit ${rest.limit} is of --dry-run alone; add --dry-run, or run ${rest.limit} trials with --total-trials ${rest.limit}.`,
        );
      }
      const { run } = await import("../commands/run.ts");
      const { store, acceptChanges } = rest;
      done(
        await run(file, {
          ...overrides,
          ...(store !== undefined && { store }),
          ...(acceptChanges !== undefined && { acceptChanges }),
        }),
      );
    });
}
