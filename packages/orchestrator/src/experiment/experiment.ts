import {
  isDeployed,
  RunnerError,
  TrialStatus,
  type JsonObject,
  type ProcessIdentity,
  type Trial,
} from "@runners/core";
import { bestArmOf, type BestArm } from "./best-arm.ts";
import type { ExperimentEvent, ExperimentOutcome } from "./experiment-event.ts";
import { isBetter, type Objective } from "./objective.ts";
import { checkTransition } from "./transitions.ts";
import { trialAfter } from "./trial-after.ts";
import type { TrialRecord } from "./trial-record.ts";

/**
 * An experiment: what its events, applied in order, add up to. Each trial is an immutable record
 * that a change replaces.
 */
export class Experiment {
  readonly name: string;
  readonly objective: Objective | undefined;
  readonly #trials = new Map<number, TrialRecord>();
  readonly #candidates = new Set<number>();
  readonly #submitting = new Set<number>();
  readonly #unresolved = new Set<number>();
  readonly #deployed = new Set<number>();
  readonly #running = new Set<number>();
  readonly #counts = new Map<TrialStatus, number>();
  readonly #view: { -readonly [K in keyof Trial["experiment"]]: Trial["experiment"][K] };
  #failures = 0;
  #best: BestArm | undefined;
  #outcome: ExperimentOutcome | undefined;
  #keyPrefix: string | undefined;
  #definition: JsonObject | undefined;
  #driver: ProcessIdentity | undefined;

  constructor(options: { readonly name: string; readonly objective?: Objective | undefined }) {
    this.name = options.name;
    this.objective = options.objective;
    this.#view = { name: options.name, runningTrialIndices: this.#running };
  }

  get trials(): ReadonlyMap<number, TrialRecord> {
    return this.#trials;
  }

  /** Indices of trials that wait to be submitted, in the order in which they began to wait. */
  get candidates(): ReadonlySet<number> {
    return this.#candidates;
  }

  /** Indices of trials whose submission has begun and is not known to have ended. */
  get submitting(): ReadonlySet<number> {
    return this.#submitting;
  }

  /** Indices of trials of whose submission only a person can say what became of it. */
  get unresolved(): ReadonlySet<number> {
    return this.#unresolved;
  }

  /** Indices of the trials that are `STAGED` or `RUNNING`. */
  get deployed(): ReadonlySet<number> {
    return this.#deployed;
  }

  /** How many trials ended badly by themselves: `FAILED`, or `ABANDONED` without being asked to. */
  get failures(): number {
    return this.#failures;
  }

  get best(): BestArm | undefined {
    return this.#best;
  }

  /** How it ended; undefined while it has not. */
  get outcome(): ExperimentOutcome | undefined {
    return this.#outcome;
  }

  /** What the submission keys of its trials begin with; undefined before it has started. */
  get keyPrefix(): string | undefined {
    return this.#keyPrefix;
  }

  /** What of its definition is data; undefined before it has started. */
  get definition(): JsonObject | undefined {
    return this.#definition;
  }

  /** The process that drove it last, where that is known. */
  get driver(): ProcessIdentity | undefined {
    return this.#driver;
  }

  /** How many trials have this status. */
  count(status: TrialStatus): number {
    return this.#counts.get(status) ?? 0;
  }

  /** The trial with this index. @throws {RunnerError} `INVALID_ARGUMENT` if there is none */
  trial(index: number): TrialRecord {
    const trial = this.#trials.get(index);
    if (trial !== undefined) return trial;
    throw new RunnerError("INVALID_ARGUMENT", `Experiment ${this.name} has no trial ${index}.`);
  }

  /**
   * Applies the next event.
   * @throws {RunnerError} `INVALID_ARGUMENT`, with nothing changed, for an event that cannot follow
   */
  apply(event: ExperimentEvent): void {
    if (event.type === "experiment-started") {
      this.#keyPrefix = event.keyPrefix;
      this.#view.runId = event.keyPrefix;
      this.#definition = event.definition;
      this.#driver = event.driver;
    } else if (event.type === "experiment-resumed") {
      this.#outcome = undefined;
      this.#driver = event.driver;
    } else if (event.type === "definition-changed") {
      this.#definition = event.definition;
    } else if (event.type === "experiment-ended") {
      this.#outcome = event.outcome;
    } else if (event.type === "trial-created") {
      this.#create(event);
    } else {
      const trial = this.trial(event.index);
      const next = trialAfter(trial, event, this.#driver);
      checkTransition(trial, next);
      this.#replace(trial, next);
    }
  }

  #create(event: Extract<ExperimentEvent, { type: "trial-created" }>): void {
    const { index, kind, arms, atMs } = event;
    const next = this.#trials.size;
    if (index !== next) {
      const message = `Trial ${index} cannot be created: the experiment ${this.name} has ${next} trials, so the next one is ${next}.`;
      throw new RunnerError("INVALID_ARGUMENT", message);
    }
    const trial = {
      index,
      kind,
      arms,
      attempt: 0,
      status: TrialStatus.CANDIDATE,
      runMetadata: {},
      experiment: this.#view,
      observations: [],
      createdAtMs: atMs,
      statusSinceMs: atMs,
    } as TrialRecord;
    this.#trials.set(index, trial);
    this.#candidates.add(index);
    this.#tally(trial.status, 1);
  }

  #replace(before: TrialRecord, now: TrialRecord): void {
    const { index } = now;
    this.#trials.set(index, now);
    const waits = now.status === "CANDIDATE";
    place(this.#candidates, index, waits && now.submission === undefined);
    const unresolved = now.submission?.state === "unresolved";
    place(this.#submitting, index, waits && now.submission !== undefined && !unresolved);
    place(this.#unresolved, index, waits && unresolved);
    if (before.status !== now.status) {
      this.#tally(before.status, -1);
      this.#tally(now.status, 1);
      place(this.#deployed, index, isDeployed(now.status));
      place(this.#running, index, now.status === "RUNNING");
      if (isFailure(now)) this.#failures += 1;
    }
    if (now.observations !== before.observations || now.status !== before.status) {
      this.#rank(now);
    }
  }

  #tally(status: TrialStatus, by: number): void {
    this.#counts.set(status, this.count(status) + by);
  }

  #rank(trial: TrialRecord): void {
    const { objective } = this;
    if (objective === undefined) return;
    if (trial.status !== "COMPLETED" && trial.status !== "EARLY_STOPPED") return;
    const best = bestArmOf(trial, objective);
    if (best === undefined) return;
    if (this.#best === undefined || isBetter(objective, best.value, this.#best.value)) {
      this.#best = best;
    }
  }
}

function isFailure(trial: TrialRecord): boolean {
  if (trial.status === "FAILED") return true;
  return trial.status === "ABANDONED" && trial.stopRequested === undefined;
}

function place(set: Set<number>, index: number, member: boolean): void {
  if (member) set.add(index);
  else set.delete(index);
}
