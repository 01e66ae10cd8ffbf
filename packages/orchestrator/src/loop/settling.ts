import type { RunMetadata } from "@runners/core";
import type { Request } from "../store/request.ts";
import type { LoopContext } from "./loop-context.ts";

type Resolution = Extract<Request, { type: "resolve" }>["resolution"];

/** Records what became of submissions that may or may not have reached the backend. */
export class Settling {
  readonly #context: LoopContext;

  constructor(context: LoopContext) {
    this.#context = context;
  }

  /** It is there. Of several the oldest is kept, and the others are stopped. */
  found(index: number, [runMetadata, ...others]: readonly [RunMetadata, ...RunMetadata[]]): void {
    const { experiment, turn, runner } = this.#context;
    const { attempt } = experiment.trial(index);
    const status = runner.stagingRequired === true ? "STAGED" : "RUNNING";
    const reattached = true;
    turn.record({ type: "trial-deployed", index, attempt, status, runMetadata, reattached });
    if (others.length === 0) return;
    turn.say({ type: "duplicates-stopped", index, count: others.length });
    turn.afterwards(() => {
      for (const other of others) this.#stopDuplicate(index, other);
    });
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
        return this.found(index, [resolution.runMetadata]);
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

  #stopDuplicate(index: number, runMetadata: RunMetadata): void {
    const { experiment, runner, tasks } = this.#context;
    const trial = { ...experiment.trial(index), runMetadata };
    tasks.start(async (signal) => {
      try {
        await runner.stop?.(trial, { reason: "the same trial was deployed before", signal });
        return undefined;
      } catch (error) {
        signal.throwIfAborted();
        return { type: "stop-failed", index, error };
      }
    });
  }
}
