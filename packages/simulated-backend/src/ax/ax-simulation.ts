import { RunnerError, type TrialStatus } from "@runners/core";
import { notARuntime } from "../not-a-runtime.ts";
import type { SimStatus } from "../sim-status.ts";
import type { SimTrial, SimTrialLists } from "../sim-trial.ts";
import type { SeeTrial, Simulation, SimulationSettings } from "../simulation.ts";
import { unknownTrial } from "../unknown-trial.ts";

type AxTrial = {
  readonly trialIndex: number;
  readonly simRuntime: number;
  simStartTime: number | undefined;
  readonly simQueuedTime: number | undefined;
  simCompletedTime: number | undefined;
};

/**
 * Ax's `BackendSimulator` as it is: lists scanned in their order, time read as often as Ax reads it,
 * whatever Ax accepts accepted. Only Python's recursion limit is left out.
 *
 * Nothing here is a mistake to be mended: the README says which quirks there are, and the golden
 * traces of the original hold them fast.
 */
export class AxSimulation implements Simulation {
  readonly #settings: SimulationSettings;
  readonly #queued: AxTrial[];
  #running: AxTrial[];
  readonly #failed: AxTrial[];
  readonly #completed: AxTrial[];
  readonly #trialOfIndex = new Map<number, AxTrial>();
  #changes: number[] = [];
  recordsChanges = false;

  constructor(settings: SimulationSettings, initial: Partial<SimTrialLists>) {
    this.#settings = settings;
    this.#queued = (initial.queued ?? []).map(axTrial);
    this.#running = (initial.running ?? []).map(axTrial);
    this.#failed = (initial.failed ?? []).map(axTrial);
    this.#completed = (initial.completed ?? []).map(axTrial);
    for (const list of [this.#queued, this.#running, this.#completed, this.#failed]) {
      for (const trial of list) this.#trialOfIndex.set(trial.trialIndex, trial);
    }
  }

  get time(): number {
    return this.#settings.time.read();
  }

  get numQueued(): number {
    return this.#queued.length;
  }

  get numRunning(): number {
    return this.#running.length;
  }

  get numFailed(): number {
    return this.#failed.length;
  }

  get numCompleted(): number {
    return this.#completed.length;
  }

  get numAbandoned(): number {
    return 0;
  }

  runTrial(trialIndex: number, runtime: number): void {
    const { timeScaling, failureRate, maxConcurrency, random } = this.#settings;
    if (timeScaling === 0) {
      throw new RunnerError("INVALID_ARGUMENT", "timeScaling is 0; give a number other than 0.");
    }
    const simRuntime = runtime / timeScaling;
    // Python does not divide a text.
    if (typeof runtime !== "number") throw notARuntime(trialIndex, runtime, simRuntime);
    if (failureRate > 0 && random() < failureRate) {
      this.#failed.push(axTrial({ trialIndex, simRuntime, simStartTime: this.time }));
      this.#changed(trialIndex);
      return;
    }
    const simQueuedTime = this.time;
    // It is the running ones alone that count: a trial may pass those that wait.
    if (this.#running.length < maxConcurrency) {
      this.newTrial(
        { trialIndex, simRuntime, simStartTime: simQueuedTime, simQueuedTime },
        "RUNNING",
      );
    } else {
      this.newTrial({ trialIndex, simRuntime, simQueuedTime }, "STAGED");
    }
  }

  newTrial(trial: SimTrial, status: TrialStatus): void {
    const record = axTrial(trial);
    if (status === "STAGED") this.#queued.push(record);
    else if (status === "RUNNING") this.#running.push(record);
    else {
      throw new RunnerError(
        "INVALID_ARGUMENT",
        `New trials must be either staged or running. Trial ${trial.trialIndex} is ${status}; give STAGED or RUNNING.`,
        { trialIndex: trial.trialIndex },
      );
    }
    this.#trialOfIndex.set(trial.trialIndex, record);
    this.#changed(trial.trialIndex);
  }

  stopTrial(trialIndex: number): void {
    const status = this.findStatus(trialIndex);
    if (status === undefined) throw unknownTrial(trialIndex);
    if (status !== "RUNNING") return;
    const trial = this.#trialOfIndex.get(trialIndex);
    if (trial !== undefined) trial.simCompletedTime = this.time;
  }

  update(): void {
    this.#settings.time.tick();
    const now = this.time;
    let completed: readonly AxTrial[];
    do {
      completed = this.#completeUntil(now);
      for (const { simStartTime, simRuntime } of completed) {
        const next = this.#queued.shift();
        if (next === undefined) break;
        next.simStartTime = this.#settings.useUpdateAsStartTime
          ? this.time
          : started(simStartTime) + simRuntime;
        this.#running.push(next);
        this.#changed(next.trialIndex);
      }
    } while (completed.length > 0);
    // Ax reads the clock once more, for its log.
    void this.time;
  }

  changeSettings(change: () => void): void {
    change();
  }

  status(): SimStatus {
    const now = this.time;
    const timeRemaining = this.#running.map((trial) => naturalEnd(trial) - now);
    return {
      queued: this.#queued.map(indexOf),
      running: this.#running.map(indexOf),
      failed: this.#failed.map(indexOf),
      timeRemaining,
      completed: this.#completed.map(indexOf),
    };
  }

  lists(): SimTrialLists {
    return {
      queued: this.#queued.map(simTrial),
      running: this.#running.map(simTrial),
      failed: this.#failed.map(simTrial),
      completed: this.#completed.map(simTrial),
    };
  }

  findStatus(trialIndex: number): TrialStatus | undefined {
    const { queued, running, completed, failed } = this.status();
    if (queued.includes(trialIndex)) return "STAGED";
    if (running.includes(trialIndex)) return "RUNNING";
    if (completed.includes(trialIndex)) return "COMPLETED";
    if (failed.includes(trialIndex)) return "FAILED";
    return undefined;
  }

  findTrial(trialIndex: number): SimTrial | undefined {
    const trial = this.#trialOfIndex.get(trialIndex);
    return trial && simTrial(trial);
  }

  /** Only `update()` lets anything happen. */
  settle(): void {}

  look(trials: Iterable<{ readonly index: number }>, see: SeeTrial): void {
    for (const { index } of trials) {
      const trial = this.#trialOfIndex.get(index);
      see(index, this.findStatus(index), trial?.simStartTime, trial?.simCompletedTime);
    }
  }

  nextChangeTime(): number {
    let next = Infinity;
    for (const { simStartTime, simRuntime, simCompletedTime } of this.#running) {
      const end = (simStartTime ?? Infinity) + simRuntime;
      if (end < next) next = end;
      if (simCompletedTime !== undefined && simCompletedTime < next) next = simCompletedTime;
    }
    return next;
  }

  takeChanges(): readonly number[] {
    const changes = this.#changes;
    if (changes.length > 0) this.#changes = [];
    return changes;
  }

  /** Moves what has ended by `now` to the completed ones, in the order of the running ones. */
  #completeUntil(now: number): readonly AxTrial[] {
    const completed: AxTrial[] = [];
    const running: AxTrial[] = [];
    for (const trial of this.#running) {
      const end = naturalEnd(trial);
      // The natural end first: a stop that was not noticed before it is lost.
      if (now >= end) trial.simCompletedTime = end;
      const ended = trial.simCompletedTime !== undefined && now >= trial.simCompletedTime;
      (ended ? completed : running).push(trial);
    }
    this.#running = running;
    for (const trial of completed) {
      this.#completed.push(trial);
      this.#changed(trial.trialIndex);
    }
    return completed;
  }

  #changed(trialIndex: number): void {
    if (this.recordsChanges) this.#changes.push(trialIndex);
  }
}

function naturalEnd(trial: AxTrial): number {
  return started(trial.simStartTime) + trial.simRuntime;
}

function started(simStartTime: number | undefined): number {
  if (simStartTime !== undefined) return simStartTime;
  throw new RunnerError(
    "INVALID_ARGUMENT",
    "A running trial has no simStartTime; give one to each trial of `running`.",
  );
}

function indexOf(trial: AxTrial): number {
  return trial.trialIndex;
}

/** A time of `null` is Python's None, as a state of Ax in JSON has it. */
function axTrial({ trialIndex, simRuntime, ...times }: SimTrial): AxTrial {
  return {
    trialIndex,
    simRuntime,
    simStartTime: times.simStartTime ?? undefined,
    simQueuedTime: times.simQueuedTime ?? undefined,
    simCompletedTime: times.simCompletedTime ?? undefined,
  };
}

function simTrial(trial: AxTrial): SimTrial {
  const { trialIndex, simRuntime, simStartTime, simQueuedTime, simCompletedTime } = trial;
  return {
    trialIndex,
    simRuntime,
    ...(simStartTime !== undefined && { simStartTime }),
    ...(simQueuedTime !== undefined && { simQueuedTime }),
    ...(simCompletedTime !== undefined && { simCompletedTime }),
  };
}
