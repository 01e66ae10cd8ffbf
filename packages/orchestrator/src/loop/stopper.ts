import type { StopIntent } from "../experiment/experiment-event.ts";
import type { LoopContext } from "./loop-context.ts";

/** Asks the backend to stop trials; that they have stopped is seen by polls. */
export class Stopper {
  readonly #context: LoopContext;

  constructor(context: LoopContext) {
    this.#context = context;
  }

  /**
   * Stops all deployed trials that were not asked to stop before, or, with `force`, all of them.
   */
  stopAll(intent: StopIntent, reason: string, force: boolean): void {
    const { experiment } = this.#context;
    for (const index of experiment.deployed) {
      if (force || experiment.trial(index).stopRequested === undefined) {
        this.#stop(index, intent, reason, force);
      }
    }
  }

  #stop(index: number, intent: StopIntent, reason: string, force: boolean): void {
    const { runner, experiment, turn, tasks } = this.#context;
    const { attempt } = experiment.trial(index);
    turn.record({ type: "stop-requested", index, attempt, intent, reason });
    turn.afterwards(() =>
      tasks.start(async (signal) => {
        try {
          if (runner.stop === undefined) throw new Error("its runner cannot stop trials");
          await runner.stop(experiment.trial(index), { reason, force, signal });
          return undefined;
        } catch (error) {
          signal.throwIfAborted();
          return { type: "stop-failed", index, error };
        }
      }),
    );
  }
}
