import type { Clock } from "@runners/core";
import type { ExperimentEvent } from "../experiment/experiment-event.ts";
import type { Experiment } from "../experiment/experiment.ts";
import type { Notice } from "../experiment/notice.ts";
import type { ExperimentStore } from "../store/experiment-store.ts";

/** What an orchestrator says as it goes: changes, which are stored, and notices, which are not. */
export type OrchestratorEvent = ExperimentEvent | Notice;

type WithoutTime<E> = E extends unknown ? Omit<E, "atMs"> : never;

/**
 * What the loop does between two looks at its mailbox: what it changes, what it says, and what it
 * sets in motion. Changes are applied as they are recorded; what they set in motion waits until
 * they are stored.
 */
export class Turn {
  readonly #experiment: Experiment;
  readonly #clock: Clock;
  #changes: ExperimentEvent[] = [];
  #said: OrchestratorEvent[] = [];
  #effects: (() => void)[] = [];
  #acknowledged: number[] = [];

  constructor(experiment: Experiment, clock: Clock) {
    this.#experiment = experiment;
    this.#clock = clock;
  }

  /** @throws {RunnerError} when the event cannot follow what is recorded; see `Experiment.apply` */
  record(change: WithoutTime<ExperimentEvent>): void {
    const event = { ...change, atMs: this.#clock.now() } as ExperimentEvent;
    this.#experiment.apply(event);
    this.#changes.push(event);
    this.#said.push(event);
  }

  say(notice: Notice): void {
    this.#said.push(notice);
  }

  /** The changes that are not stored yet. */
  get changes(): readonly ExperimentEvent[] {
    return this.#changes;
  }

  /** Does something once all that this turn records is stored. */
  afterwards(effect: () => void): void {
    this.#effects.push(effect);
  }

  /** What follows from this request is stored with what this turn records; then it is forgotten. */
  acknowledge(requestId: number): void {
    this.#acknowledged.push(requestId);
  }

  /** Stores the changes, then sets in motion what waits for it; returns what there is to tell. */
  async finish(store: ExperimentStore, elapsedMs: number): Promise<readonly OrchestratorEvent[]> {
    const [changes, said, effects] = [this.#changes, this.#said, this.#effects];
    const acknowledged = this.#acknowledged;
    [this.#changes, this.#said, this.#effects, this.#acknowledged] = [[], [], [], []];
    if (changes.length > 0 || acknowledged.length > 0) {
      await store.append(changes, elapsedMs, acknowledged);
    }
    for (const effect of effects) effect();
    return said;
  }
}
