import { existsSync } from "node:fs";
import { RunnerError, systemProcesses, type JsonObject } from "@runners/core";
import { Experiment, SqliteStore, type Objective, type Owner } from "@runners/orchestrator";
import { showPath } from "../format/show-path.ts";
import { UsageError } from "../usage-error.ts";
import type { Place } from "./locate.ts";

/** What a store says of an experiment at one moment. */
export type Reading = {
  readonly experiment: Experiment;
  /** What of its definition is data, as it was when it ran last. */
  readonly definition: JsonObject;
  readonly driver: Driver | undefined;
  /** Milliseconds for which drivers have worked on it. */
  readonly elapsedMs: number;
};

export type Driver = {
  readonly owner: Owner;
  /** `unknown`: it runs on another machine, or in another container. */
  readonly state: "alive" | "dead" | "unknown";
};

/**
 * Reads the current run of an experiment, whoever drives it meanwhile.
 * @throws {UsageError} where it has not been run
 */
export async function readExperiment({ store: path, source }: Place): Promise<Reading> {
  const shown = showPath(path);
  const remedy =
    source === undefined ? "give the path of one" : `run ${showPath(source.file)} first`;
  if (!existsSync(path)) throw new UsageError(`There is no store at ${shown}; ${remedy}.`);
  const reader = await SqliteStore.openReader({ path }).catch((error: unknown) => {
    throw RunnerError.is(error, "STORE") ? new UsageError(error.message, { cause: error }) : error;
  });
  try {
    const [events, owner, elapsedMs] = await Promise.all([
      reader.load(),
      reader.owner(),
      reader.elapsedMs(),
    ]);
    const started = events.find((event) => event.type === "experiment-started");
    if (started === undefined) {
      throw new UsageError(`The experiment in ${shown} has not begun yet; ${remedy}.`);
    }
    const { name, definition } = started;
    const objective = definition["objective"] as Objective | undefined;
    const experiment = new Experiment({ name, objective });
    for (const event of events) experiment.apply(event);
    const driver = owner && { owner, state: stateOf(owner) };
    return { experiment, definition: experiment.definition ?? definition, driver, elapsedMs };
  } finally {
    await reader.close();
  }
}

function stateOf(owner: Owner): Driver["state"] {
  if (!systemProcesses.sees(owner)) return "unknown";
  return systemProcesses.isAlive(owner) ? "alive" : "dead";
}
