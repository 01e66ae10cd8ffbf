import type { OrchestratorEvent } from "@runners/orchestrator";
import { RunnerError, type Clock } from "@runners/core";
import type { Reporter } from "./reporter.ts";

/**
 * One JSON event per line, and nothing else, for programs. Each has its time, `atMs`: a change that
 * of its record, a notice that of this line.
 */
export class JsonReporter implements Reporter {
  readonly #write: (text: string) => void;
  readonly #clock: Clock;

  constructor(write: (text: string) => void, clock: Clock) {
    this.#write = write;
    this.#clock = clock;
  }

  report(event: OrchestratorEvent): void {
    const timed = "atMs" in event ? event : { ...event, atMs: this.#clock.now() };
    this.#write(`${JSON.stringify(timed, withErrors)}\n`);
  }

  note(): void {
    // The events say it.
  }

  finish(): void {
    // The last event says it.
  }

  close(): void {
    // Nothing to put back.
  }
}

/** An error as data; JSON by itself keeps nothing of it. */
function withErrors(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { name, message } = value;
  return RunnerError.is(value) ? { name, code: value.code, message } : { name, message };
}
