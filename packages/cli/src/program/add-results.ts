import { Option, type Command } from "commander";
import type { Done } from "./done.ts";
import { fileHelp, storeOption } from "./store-option.ts";

type Options = { readonly store?: string; readonly json?: boolean; readonly csv?: boolean };

export function addResults(root: Command, done: Done): void {
  root
    .command("results")
    .description("show what the trials have measured")
    .argument("[file]", fileHelp)
    .addOption(storeOption())
    .addOption(new Option("--csv", "as CSV, one row per arm").conflicts("json"))
    .addOption(new Option("--json", "as JSON, one trial per line"))
    .action(async (file: string | undefined, { store, csv, json }: Options) => {
      const { results } = await import("../commands/results.ts");
      const format = csv === true ? "csv" : json === true ? "json" : "text";
      done(await results({ file, store }, format));
    });
}
