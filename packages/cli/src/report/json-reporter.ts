import type { OrchestratorEvent } from "@runners/orchestrator";
import { RunnerError } from "@runners/core";
import type { Reporter } from "./reporter.ts";

/** One JSON event per line, and nothing else, for programs. */
export class JsonReporter implements Reporter {
  readonly #write: (text: string) => void;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  report(event: OrchestratorEvent): void {
    this.#write(`${JSON.stringify(event, withErrors)}\n`);
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
