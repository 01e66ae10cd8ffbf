import { resolve } from "node:path";
import type { ExperimentDefinition } from "@runners/orchestrator";
import { UsageError } from "../usage-error.ts";
import { loadExperiment } from "./load-experiment.ts";
import { storePath } from "./store-path.ts";
import { usualFile } from "./usual-file.ts";

/** What a person names an experiment by. */
export type Names = { readonly file: string | undefined; readonly store: string | undefined };

/** Where an experiment is. Disposing of it frees what its runner holds. */
export type Place = AsyncDisposable & {
  readonly store: string;
  /** Its file; undefined where its store alone was named. */
  readonly source: Source | undefined;
};

/** The file by its whole path. */
export type Source = { readonly file: string; readonly definition: ExperimentDefinition };

/**
 * Finds an experiment: by its file, which says where its store is; by its store alone; or, where
 * neither is named, by the usual file in this folder.
 */
export async function locate({ file: given, store }: Names): Promise<Place> {
  const givenStore = store === undefined ? undefined : resolve(store);
  if (given === undefined && givenStore !== undefined) {
    return { store: givenStore, source: undefined, [Symbol.asyncDispose]: async () => {} };
  }
  const found = given ?? usualFile();
  if (found === undefined) {
    throw new UsageError("There is no experiment.ts here; give an experiment file, or --store.");
  }
  const file = resolve(found);
  const definition = await loadExperiment(file);
  return {
    store: storePath(file, definition.name, givenStore),
    source: { file, definition },
    [Symbol.asyncDispose]: async () => definition.runner[Symbol.asyncDispose]?.(),
  };
}
