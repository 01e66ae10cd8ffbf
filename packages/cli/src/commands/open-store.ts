import { dirname, join, resolve } from "node:path";
import { RunnerError } from "@runners/core";
import { SqliteStore, type ExperimentStore } from "@runners/orchestrator";
import { UsageError } from "../usage-error.ts";

/** Where the store of an experiment is: as given, else beside its file, under its name. */
export function storePath(experimentFile: string, name: string, given: string | undefined): string {
  if (given !== undefined) return resolve(given);
  const readable = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return join(dirname(resolve(experimentFile)), ".runners", `${readable}.db`);
}

/**
 * Opens the store to write to it.
 * @throws {UsageError} for a path at which no store can be; nothing was started then
 */
export async function openStore(options: {
  readonly path: string;
  /** Whether one that is not there is created. */
  readonly create: boolean;
}): Promise<ExperimentStore> {
  try {
    return await SqliteStore.open(options);
  } catch (error) {
    if (!RunnerError.is(error, "STORE")) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}
