import { RunnerError } from "@runners/core";
import { SqliteStore, type ExperimentStore } from "@runners/orchestrator";
import { UsageError } from "../usage-error.ts";

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
