import type { Command } from "commander";
import type { Done } from "./done.ts";
import { fileHelp, storeOption } from "./store-option.ts";

type Options = { readonly store?: string; readonly json?: boolean };

export function addStatus(root: Command, done: Done): void {
  root
    .command("status")
    .description("show how an experiment goes, and who drives it")
    .argument("[file]", fileHelp)
    .addOption(storeOption())
    .option("--json", "as one JSON object")
    .action(async (file: string | undefined, { store, json = false }: Options) => {
      const { status } = await import("../commands/status.ts");
      done(await status({ file, store }, json));
    });
}
