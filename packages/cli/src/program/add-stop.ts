import type { Command } from "commander";
import { UsageError } from "../usage-error.ts";
import type { Done } from "./done.ts";
import { fileHelp, storeOption } from "./store-option.ts";
import { trialsAndFile } from "./trials-and-file.ts";

type Options = {
  readonly store?: string;
  readonly all?: boolean;
  readonly reason: string;
  readonly force?: boolean;
};

const help = `
The driver of the experiment stops them; a stopped trial is ABANDONED. --all submits no more trials
either, so the experiment ends. Exit codes: 0 the driver was told, 1 nobody drives the experiment:
whoever runs it next stops them, 2 bad usage or input.
`;

export function addStop(root: Command, done: Done): void {
  root
    .command("stop")
    .description("stop trials that run")
    .usage("[options] [file] <trial...>")
    .argument("[trials and file...]", `indices of the trials, and ${fileHelp}`)
    .addOption(storeOption())
    .option("--all", "all trials, and the experiment with them")
    .option("--reason <text>", "why, as it is recorded", "stopped by a person")
    .option("--force", "at once, without time to end in order")
    .addHelpText("after", help)
    .action(async (args: string[], options: Options) => {
      const { store, all = false, reason, force = false } = options;
      const { trials, file } = trialsAndFile(args);
      if (all && trials.length > 0) {
        throw new UsageError(
          `Both --all and trial ${trials.join(", ")} are given; give one of them.`,
        );
      }
      if (!all && trials.length === 0) {
        const taken = file === undefined ? "" : `: "${file}" is not the index of one`;
        throw new UsageError(`No trials are named${taken}; give their indices, or --all.`);
      }
      const { stop } = await import("../commands/stop.ts");
      done(await stop({ file, store }, all ? "all" : trials, { reason, force }));
    });
}
