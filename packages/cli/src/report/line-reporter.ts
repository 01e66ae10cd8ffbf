import type { Experiment, ExperimentSummary, OrchestratorEvent } from "@runners/orchestrator";
import { describeChange } from "./describe-change.ts";
import { describeNotice } from "./describe-notice.ts";
import type { Hints } from "./hints.ts";
import type { Reporter } from "./reporter.ts";
import { summaryLines } from "./summary-lines.ts";

/** One line per change, for logs and pipes. */
export class LineReporter implements Reporter {
  readonly #write: (text: string) => void;
  readonly #hints: Hints;

  constructor(write: (text: string) => void, hints: Hints) {
    this.#write = write;
    this.#hints = hints;
  }

  report(event: OrchestratorEvent, experiment: Experiment): void {
    // That it waits is news only while no trial runs.
    if (event.type === "waiting" && experiment.deployed.size > 0) return;
    const text = "atMs" in event ? describeChange(event, experiment) : describeNotice(event);
    if (text !== undefined) this.#write(`${text}\n`);
  }

  note(text: string): void {
    this.#write(`${text}\n`);
  }

  finish(summary: ExperimentSummary, experiment: Experiment): void {
    this.#write(`${summaryLines(summary, experiment, this.#hints).join("\n")}\n`);
  }

  close(): void {
    // Nothing to put back.
  }
}
