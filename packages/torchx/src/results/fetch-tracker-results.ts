import { readFile, stat } from "node:fs/promises";
import { RunnerError, type CallOptions, type TrialResults } from "@runners/core";
import type { TorchXClient } from "../client/torchx-client.ts";
import { ifPresent } from "../wrapper/if-present.ts";
import { parseTrackerResults } from "./parse-tracker-results.ts";
import { trackerFile, type TrackerFile } from "./tracker-file.ts";

/** A larger file is not read. */
const mostBytes = 16 * 1024 * 1024;

/**
 * What a trial has written to its tracker base. A file that is not there, and while the trial runs
 * one that is empty or half written, says nothing yet.
 *
 * @throws {RunnerError} `INVALID_RESULTS` for a file of an ended trial that cannot be understood;
 * `BACKEND` for one that cannot be read
 */
export async function fetchTrackerResults(
  trial: {
    readonly index: number;
    /** As `resolveTrackerBase` gives it. */
    readonly trackerBase: string;
    /** Whether nothing more is written. */
    readonly ended: boolean;
    /** Whether there has to be a file: one that is missing is then still on its way. */
    readonly awaited: boolean;
  },
  client: Pick<TorchXClient, "readText">,
  options: CallOptions = {},
): Promise<TrialResults> {
  const { index, trackerBase, ended, awaited } = trial;
  const file = trackerFile(trackerBase, index);
  const where = "path" in file ? file.path : file.url;
  const text = await read(file, client, options).catch((error: unknown) => {
    options.signal?.throwIfAborted();
    if (RunnerError.is(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Trial ${index}: its results file ${where} cannot be read now: ${reason}`;
    throw new RunnerError("BACKEND", message, { cause: error, trialIndex: index });
  });
  if (text === undefined) return { final: ended && !awaited, observations: [] };
  const parsed = typeof text === "string" ? parseTrackerResults(text) : text;
  if ("observations" in parsed) return { final: ended, observations: parsed.observations };
  if (!ended) return { final: false, observations: [] };
  const message = `Trial ${index}: its results file ${where} ${parsed.problem}.`;
  throw new RunnerError("INVALID_RESULTS", message, { trialIndex: index });
}

async function read(
  file: TrackerFile,
  client: Pick<TorchXClient, "readText">,
  { signal }: CallOptions,
): Promise<string | { readonly problem: string } | undefined> {
  if ("url" in file) return client.readText(file.url, { signal });
  signal?.throwIfAborted();
  const stats = await ifPresent(stat(file.path));
  if (stats === undefined) return undefined;
  if (!stats.isFile()) return { problem: "is not a file" };
  if (stats.size > mostBytes) {
    return { problem: `has ${stats.size} bytes; at most ${mostBytes} are read` };
  }
  return ifPresent(readFile(file.path, { encoding: "utf8", signal }));
}
