import type { Command } from "commander";
import { UsageError } from "../usage-error.ts";
import type { Done } from "./done.ts";
import { fileHelp, storeOption } from "./store-option.ts";
import { trialsAndFile } from "./trials-and-file.ts";

type Options = { readonly store?: string; readonly follow?: boolean; readonly stderr?: boolean };

export function addLogs(root: Command, done: Done): void {
  root
    .command("logs")
    .description("show what a trial has printed")
    .usage("[options] [file] <trial>")
    .argument("<trial and file...>", `index of the trial, and ${fileHelp}`)
    .addOption(storeOption())
    .option("-f, --follow", "go on until the trial has ended")
    .option("--stderr", "what it printed to stderr, instead of stdout")
    .action(async (args: string[], { store, follow = false, stderr = false }: Options) => {
      const { trials, file } = trialsAndFile(args);
      const [index, ...others] = trials;
      if (index === undefined || others.length > 0) {
        throw new UsageError(`${trials.length} trials are named; give the index of one.`);
      }
      const { logs } = await import("../commands/logs.ts");
      const stream = stderr ? "stderr" : "stdout";
      done(await logs({ file, store }, index, { follow, stream }));
    });
}
