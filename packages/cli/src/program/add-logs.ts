import type { Command } from "commander";
import type { Done } from "./done.ts";
import { oneTrial } from "./one-trial.ts";
import { fileHelp, storeOption } from "./store-option.ts";

type Options = { readonly store?: string; readonly follow?: boolean; readonly stderr?: boolean };

export function addLogs(root: Command, done: Done): void {
  root
    .command("logs")
    .description("show what a trial has printed")
    .usage("[options] [file] <trial>")
    .argument("<trial...>", `index of the trial; beside it ${fileHelp}`)
    .addOption(storeOption())
    .option("-f, --follow", "go on until the trial has ended")
    .option("--stderr", "what it printed to stderr, instead of stdout")
    .action(async (args: string[], { store, follow = false, stderr = false }: Options) => {
      const { index, file } = oneTrial(args);
      const { logs } = await import("../commands/logs.ts");
      const stream = stderr ? "stderr" : "stdout";
      done(await logs({ file, store }, index, { follow, stream }));
    });
}
