import { Option } from "commander";

/** The words for the experiment file. */
export const fileHelp = "experiment file (default: experiment.ts, .mts, .js or .mjs here)";

/** Where it is recorded, for all commands but `run`. */
export function storeOption(): Option {
  return new Option("--store <path>", "where it is recorded, instead of where its file says");
}
