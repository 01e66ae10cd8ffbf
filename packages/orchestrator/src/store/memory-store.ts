import { hostname } from "node:os";
import { RunnerError } from "@runners/core";
import type { ExperimentEvent } from "../experiment/experiment-event.ts";
import type { ExperimentStore, Owner } from "./experiment-store.ts";
import type { Request } from "./request.ts";

/** Keeps the runs of an experiment for as long as the process lives. One driver may own it at a time. */
export class MemoryStore implements ExperimentStore {
  readonly attentionMs: number | undefined = undefined;
  readonly #runs: ExperimentEvent[][] = [[]];
  #requests: Request[] = [];
  #elapsedMs = 0;
  #owned = false;

  acquire(): Promise<void> {
    if (this.#owned) {
      const message = `Another driver of this process (pid ${process.pid}) owns the experiment; wait until it has ended.`;
      return Promise.reject(new RunnerError("NOT_OWNER", message));
    }
    this.#owned = true;
    return Promise.resolve();
  }

  owner(): Promise<Owner | undefined> {
    const { pid } = process;
    const times = { acquiredAtMs: 0, renewedAtMs: 0 };
    const owner = { host: hostname(), bootId: "", pid, processStart: "", ...times };
    return Promise.resolve(this.#owned ? owner : undefined);
  }

  load(): Promise<readonly ExperimentEvent[]> {
    return Promise.resolve([...(this.#runs.at(-1) ?? [])]);
  }

  elapsedMs(): Promise<number> {
    return Promise.resolve(this.#elapsedMs);
  }

  newRun(): Promise<void> {
    this.#runs.push([]);
    this.#elapsedMs = 0;
    return Promise.resolve();
  }

  append(events: readonly ExperimentEvent[], elapsedMs: number): Promise<void> {
    const run = this.#runs.at(-1);
    for (const event of events) run?.push(event);
    this.#elapsedMs = elapsedMs;
    return Promise.resolve();
  }

  request(request: Request): Promise<void> {
    this.#requests.push(request);
    return Promise.resolve();
  }

  takeRequests(): Promise<readonly Request[]> {
    const requests = this.#requests;
    this.#requests = [];
    return Promise.resolve(requests);
  }

  release(): Promise<void> {
    this.#owned = false;
    return Promise.resolve();
  }

  close(): Promise<void> {
    return this.release();
  }
}
