import { RunnerError, systemClock, type CallOptions, type Clock } from "@runners/core";
import { checkDefinition } from "../check-definition.ts";
import type { ExperimentDefinition } from "../experiment-definition.ts";
import { Experiment } from "../experiment/experiment.ts";
import type { ExperimentStore } from "../store/experiment-store.ts";
import { MemoryStore } from "../store/memory-store.ts";
import type { LoopContext } from "./loop-context.ts";
import { Loop, type ExperimentSummary } from "./loop.ts";
import { Mailbox } from "./mailbox.ts";
import type { Message } from "./message.ts";
import { settingsOf } from "./settings.ts";
import { Tasks } from "./tasks.ts";
import { Turn, type OrchestratorEvent } from "./turn.ts";

export type OrchestratorEnvironment = {
  /** Where the events are kept. Default: in memory. */
  readonly store?: ExperimentStore;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Uniform in [0, 1): jitter and the identity of this experiment. Default `Math.random`. */
  readonly random?: () => number;
};

/**
 * Runs one experiment on its runner: asks for capacity, submits candidates, watches trials, reads
 * results, until done.
 *
 * ```ts
 * const orchestrator = new Orchestrator(experiment);
 * for await (const event of orchestrator.run()) console.log(event.type);
 * console.log(orchestrator.experiment.best);
 * ```
 */
export class Orchestrator {
  /** The experiment as it stands; changes as events are yielded. */
  readonly experiment: Experiment;
  readonly #definition: ExperimentDefinition;
  readonly #store: ExperimentStore;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #mailbox = new Mailbox<Message>();
  #ran = false;

  /** @throws {RunnerError} `INVALID_ARGUMENT` for a definition that is not one */
  constructor(definition: ExperimentDefinition, environment: OrchestratorEnvironment = {}) {
    this.#definition = checkDefinition(definition);
    const { name, objective } = this.#definition;
    this.experiment = new Experiment({ name, objective });
    this.#store = environment.store ?? new MemoryStore();
    this.#clock = environment.clock ?? systemClock;
    this.#random = environment.random ?? Math.random;
  }

  /** Submits no more trials; those that run go on until they end. */
  stopSubmitting(reason: string): void {
    this.#mailbox.push({ type: "stop-submitting", reason });
  }

  /** Submits no more trials and asks the backend to stop those that run, which are abandoned. */
  stopTrials(reason: string, options: { readonly force?: boolean } = {}): void {
    this.#mailbox.push({ type: "stop-trials", reason, force: options.force ?? false });
  }

  /**
   * Runs the experiment to its end, and yields each change, once it is stored, and each notice.
   * Leaving the iteration or aborting ends the waiting; trials on the backend go on there.
   *
   * @throws {RunnerError} `INVALID_ARGUMENT` when it is run a second time
   * @throws what the store throws; nothing is submitted that is not stored
   */
  async *run(options: CallOptions = {}): AsyncGenerator<OrchestratorEvent, ExperimentSummary> {
    const { signal } = options;
    if (this.#ran) {
      throw new RunnerError("INVALID_ARGUMENT", "This orchestrator has run; make a new one.");
    }
    this.#ran = true;
    for (const event of await this.#store.load()) this.experiment.apply(event);
    const loop = new Loop(this.#context(), this.#definition, this.#random);
    try {
      await loop.begin();
      for (;;) {
        const summary = loop.act();
        yield* await loop.turn.finish(this.#store);
        if (summary !== undefined) return summary;
        for (const message of await this.#mailbox.takeAll({ signal })) loop.handle(message);
      }
    } finally {
      await loop.end();
    }
  }

  #context(): LoopContext {
    const { experiment } = this;
    return {
      runner: this.#definition.runner,
      experiment,
      settings: settingsOf(this.#definition),
      clock: this.#clock,
      turn: new Turn(experiment, this.#clock),
      tasks: new Tasks(this.#mailbox),
      mailbox: this.#mailbox,
    };
  }
}
