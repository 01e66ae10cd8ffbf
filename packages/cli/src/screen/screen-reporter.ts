import type { Clock } from "@runners/core";
import type { Experiment, ExperimentSummary, OrchestratorEvent } from "@runners/orchestrator";
import { createLogUpdate } from "log-update";
import { describeNotice } from "../report/describe-notice.ts";
import type { Hints } from "../report/hints.ts";
import type { Reporter } from "../report/reporter.ts";
import { summaryLines } from "../report/summary-lines.ts";
import { frame, type FrameOptions } from "./frame.ts";

/** How often the screen is painted at most. */
const everyMs = 100;

export type ScreenOptions = {
  readonly stream: NodeJS.WriteStream;
  readonly clock: Clock;
  readonly color: boolean;
  readonly hints: Hints;
} & Pick<FrameOptions, "totalTrials" | "parameterNames">;

/** One live view of the experiment, painted over and over. */
export class ScreenReporter implements Reporter {
  readonly #options: ScreenOptions;
  readonly #update: ReturnType<typeof createLogUpdate>;
  readonly #startedAtMs: number;
  readonly #painting = new AbortController();
  readonly #notes: string[] = [];
  #experiment: Experiment | undefined;
  #waiting: string | undefined;

  constructor(options: ScreenOptions) {
    this.#options = options;
    this.#update = createLogUpdate(options.stream);
    this.#startedAtMs = options.clock.now();
    void this.#keepPainting();
  }

  report(event: OrchestratorEvent, experiment: Experiment): void {
    this.#experiment = experiment;
    if ("atMs" in event) return;
    const text = describeNotice(event);
    if (event.type === "waiting") this.#waiting = text;
    else if (text !== undefined) this.#notes.push(text);
  }

  note(text: string): void {
    this.#notes.push(text);
  }

  finish(summary: ExperimentSummary, experiment: Experiment): void {
    this.#experiment = experiment;
    this.#waiting = undefined;
    this.#paint();
    this.close();
    const { stream, hints } = this.#options;
    stream.write(`${summaryLines(summary, experiment, hints).join("\n")}\n`);
  }

  close(): void {
    if (this.#painting.signal.aborted) return;
    this.#painting.abort(new Error("the screen is closed"));
    this.#update.done();
  }

  async #keepPainting(): Promise<void> {
    const { clock } = this.#options;
    const { signal } = this.#painting;
    while (!signal.aborted) {
      this.#paint();
      await clock.sleep(everyMs, { signal }).catch(() => undefined);
    }
  }

  #paint(): void {
    const { stream, clock, hints: _, ...rest } = this.#options;
    if (this.#experiment === undefined) return;
    this.#update(
      frame({
        ...rest,
        experiment: this.#experiment,
        nowMs: clock.now(),
        startedAtMs: this.#startedAtMs,
        waiting: this.#waiting,
        notes: this.#notes,
        columns: stream.columns,
        rows: stream.rows,
      }),
    );
  }
}
