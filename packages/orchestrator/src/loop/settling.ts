import type { RunMetadata, TrialDetails } from "@runners/core";
import type { Request } from "../store/request.ts";
import type { LoopContext } from "./loop-context.ts";

/** Before a stop that was refused is tried again. */
const betweenStopsMs = 30_000;

type Resolution = Extract<Request, { type: "resolve" }>["resolution"];

/** Records what became of submissions that may or may not have reached the backend. */
export class Settling {
  readonly #context: LoopContext;

  constructor(context: LoopContext) {
    this.#context = context;
  }

  /** Goes on stopping what an earlier driver found twice. */
  resume(): void {
    const { experiment } = this.#context;
    for (const index of experiment.deployed) this.#stopDuplicates(index);
  }

  /** It is there. Of several the oldest is kept, and the others are stopped. */
  found(
    index: number,
    [runMetadata, ...duplicates]: readonly [RunMetadata, ...RunMetadata[]],
    details: TrialDetails | undefined,
  ): void {
    const { experiment, turn, runner } = this.#context;
    const { attempt } = experiment.trial(index);
    turn.record({
      type: "trial-deployed",
      index,
      attempt,
      status: runner.stagingRequired === true ? "STAGED" : "RUNNING",
      runMetadata,
      reattached: true,
      ...(details && { details }),
      ...(duplicates.length > 0 && { duplicates }),
    });
    if (duplicates.length === 0) return;
    turn.say({ type: "duplicates-stopped", index, count: duplicates.length });
    turn.afterwards(() => this.#stopDuplicates(index));
  }

  /** It is not there, and not on its way. Once it may be submitted again; the next time a person decides. */
  absent(index: number, evidence: string): void {
    const { experiment, turn } = this.#context;
    const { attempt, resubmitted } = experiment.trial(index);
    if (resubmitted === undefined) {
      turn.record({ type: "submission-absent", index, attempt, evidence });
    } else {
      this.unresolved(index, `it was submitted twice and found neither time (${evidence})`);
    }
  }

  refused(index: number, reason: string): void {
    const { attempt, status: from } = this.#context.experiment.trial(index);
    const change = { from, to: "FAILED", reason } as const;
    this.#context.turn.record({ type: "trial-status", index, attempt, ...change });
  }

  unresolved(index: number, reason: string): void {
    const { attempt } = this.#context.experiment.trial(index);
    this.#context.turn.record({ type: "submission-unresolved", index, attempt, reason });
  }

  /** What a person says. */
  resolve(index: number, resolution: Resolution): void {
    const { experiment, turn } = this.#context;
    if (!experiment.unresolved.has(index)) {
      const reason = `trial ${index} does not wait for anybody to say what became of it`;
      return turn.say({ type: "request-refused", reason });
    }
    const { attempt, status: from } = experiment.trial(index);
    switch (resolution.type) {
      case "attach":
        return this.found(index, [resolution.runMetadata], undefined);
      case "resubmit": {
        const evidence = "a person said that it is not on the backend";
        return turn.record({ type: "submission-absent", index, attempt, evidence });
      }
      case "abandon": {
        const reason = "given up by a person, who could not say what became of its submission";
        const change = { from, to: "ABANDONED", reason } as const;
        return turn.record({ type: "trial-status", index, attempt, ...change });
      }
    }
  }

  /** Asks the backend to stop them until it has accepted. */
  #stopDuplicates(index: number): void {
    const { experiment, runner, tasks, mailbox, clock } = this.#context;
    const trial = experiment.trial(index);
    const reason = "the same trial was deployed before";
    for (const runMetadata of trial.duplicates ?? []) {
      tasks.start(async (signal) => {
        for (;;) {
          try {
            await runner.stop?.({ ...trial, runMetadata }, { reason, signal });
            return undefined;
          } catch (error) {
            signal.throwIfAborted();
            mailbox.push({ type: "stop-failed", index, error });
          }
          await clock.sleep(betweenStopsMs, { signal });
        }
      });
    }
  }
}
