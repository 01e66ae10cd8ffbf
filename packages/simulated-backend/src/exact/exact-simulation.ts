import { RunnerError, type TrialStatus } from "@runners/core";
import type { SimStatus } from "../sim-status.ts";
import type { SimTrial, SimTrialLists } from "../sim-trial.ts";
import type { SeeTrial, Simulation, SimulationSettings } from "../simulation.ts";
import { unknownTrial } from "../unknown-trial.ts";
import {
  checkQueuedTrial,
  checkRuntime,
  checkTrialIndex,
  startOfRunningTrial,
} from "./check-trial.ts";
import { RowOfIndex } from "./row-of-index.ts";
import { Slots } from "./slots.ts";
import { ABANDONED, COMPLETED, FAILED, QUEUED, RUNNING, TrialTable } from "./trial-table.ts";

/**
 * A discrete-event simulation of slots and a queue. Each member first lets happen what is due by now,
 * in the order of time; so it makes no difference when, or how often, one is called.
 */
export class ExactSimulation implements Simulation {
  readonly #settings: SimulationSettings;
  readonly #table = new TrialTable();
  readonly #slots: Slots;
  readonly #rows = new RowOfIndex();
  /** Rows under an index that was used before: how often. */
  readonly #attempts = new Map<number, number>();

  constructor(settings: SimulationSettings, initial: Partial<SimTrialLists>) {
    this.#settings = settings;
    const now = Math.max(settings.time.read(), settings.notBefore);
    this.#slots = new Slots(this.#table, settings, now);
    for (const trial of initial.completed ?? []) this.#adoptEnded(trial, COMPLETED);
    for (const trial of initial.failed ?? []) this.#adoptEnded(trial, FAILED);
    for (const trial of initial.abandoned ?? []) this.#adoptEnded(trial, ABANDONED);
    // Before the queued ones, which take the slots that are left.
    for (const trial of initial.running ?? []) this.#adoptRunning(trial);
    for (const trial of initial.queued ?? []) this.#adoptQueued(trial);
    this.settle();
  }

  get time(): number {
    return Math.max(this.#settings.time.read(), this.#slots.settledUntil);
  }

  get recordsChanges(): boolean {
    return this.#slots.recordsChanges;
  }

  set recordsChanges(recordsChanges: boolean) {
    this.#slots.recordsChanges = recordsChanges;
  }

  get numQueued(): number {
    this.settle();
    return this.#slots.numQueued;
  }

  get numRunning(): number {
    this.settle();
    return this.#slots.numRunning;
  }

  get numFailed(): number {
    this.settle();
    return this.#table.numEnded(FAILED);
  }

  get numCompleted(): number {
    this.settle();
    return this.#table.numEnded(COMPLETED);
  }

  get numAbandoned(): number {
    this.settle();
    return this.#table.numEnded(ABANDONED);
  }

  runTrial(trialIndex: number, runtime: number): void {
    const { timeScaling, failureRate } = this.#settings;
    const simRuntime = runtime / timeScaling;
    checkTrialIndex(trialIndex);
    checkRuntime(trialIndex, runtime, simRuntime);
    this.settle();
    const before = this.#endedRowOf(trialIndex);
    const failsAfter = failureRate > 0 ? this.#failsAfter(simRuntime) : undefined;
    const row = this.#add(trialIndex, before);
    this.#table.runtime[row] = simRuntime;
    this.#table.queuedTime[row] = this.#slots.settledUntil;
    if (failsAfter === "submission") this.#slots.fail(row);
    else this.#slots.enqueue(row, failsAfter);
  }

  newTrial(trial: SimTrial, status: TrialStatus): void {
    if (status !== "STAGED" && status !== "RUNNING") {
      throw new RunnerError(
        "INVALID_ARGUMENT",
        `New trials must be either staged or running. Trial ${trial.trialIndex} is ${status}; give STAGED or RUNNING.`,
        { trialIndex: trial.trialIndex },
      );
    }
    this.settle();
    const now = this.#slots.settledUntil;
    const { simQueuedTime = now } = trial;
    if (status === "STAGED") this.#adoptQueued({ ...trial, simQueuedTime });
    else this.#adoptRunning({ ...trial, simQueuedTime, simStartTime: trial.simStartTime ?? now });
  }

  stopTrial(trialIndex: number): void {
    this.settle();
    const row = this.#rows.get(trialIndex);
    if (row === -1) throw unknownTrial(trialIndex);
    this.#slots.stop(row);
  }

  update(): void {
    this.#settings.time.tick();
    this.settle();
  }

  changeSettings(change: () => void): void {
    this.settle();
    change();
    this.settle();
    this.#slots.startQueued();
  }

  status(): SimStatus {
    this.settle();
    const now = this.#slots.settledUntil;
    const indexOf = (row: number): number => this.#table.trialIndexOf(row);
    const remainingOf = (row: number): number => this.#table.naturalEnd(row) - now;
    const running = this.#slots.runningRows();
    return {
      queued: this.#slots.queuedRows().map(indexOf),
      running: running.map(indexOf),
      failed: this.#table.endedRows(FAILED).map(indexOf),
      timeRemaining: running.map(remainingOf),
      completed: this.#table.endedRows(COMPLETED).map(indexOf),
      abandoned: this.#table.endedRows(ABANDONED).map(indexOf),
    };
  }

  lists(): SimTrialLists {
    this.settle();
    const trialOf = (row: number): SimTrial => this.#trialOf(row);
    return {
      queued: this.#slots.queuedRows().map(trialOf),
      running: this.#slots.runningRows().map(trialOf),
      failed: this.#table.endedRows(FAILED).map(trialOf),
      completed: this.#table.endedRows(COMPLETED).map(trialOf),
      abandoned: this.#table.endedRows(ABANDONED).map(trialOf),
    };
  }

  findStatus(trialIndex: number): TrialStatus | undefined {
    this.settle();
    const row = this.#rows.get(trialIndex);
    return row === -1 ? undefined : statusOfState[this.#table.state[row] ?? -1];
  }

  findTrial(trialIndex: number): SimTrial | undefined {
    this.settle();
    const row = this.#rows.get(trialIndex);
    return row === -1 ? undefined : this.#trialOf(row);
  }

  settle(): void {
    this.#slots.settle(this.#settings.time.read());
  }

  look(trials: Iterable<{ readonly index: number }>, see: SeeTrial): void {
    for (const { index } of trials) {
      const row = this.#rows.get(index);
      const state = row === -1 ? -1 : (this.#table.state[row] as number);
      const hasStarted = state >= RUNNING;
      see(
        index,
        statusOfState[state],
        hasStarted ? timeOf(this.#table.startTime[row]) : undefined,
        hasStarted && state !== RUNNING ? timeOf(this.#table.endTimeOf(row)) : undefined,
      );
    }
  }

  nextChangeTime(): number {
    this.settle();
    return this.#slots.nextFinish;
  }

  takeChanges(): readonly number[] {
    return this.#slots.takeChanges();
  }

  /** How many seconds after its start a trial will fail, by chance; undefined: it will not. */
  #failsAfter(simRuntime: number): number | "submission" | undefined {
    const { failureRate, failureTiming, random } = this.#settings;
    if (!(random() < failureRate)) return undefined;
    return failureTiming === "during-run" ? random() * simRuntime : "submission";
  }

  /**
   * A new row, whose times are still to be filled in.
   *
   * @param before the row of the trial that had this index before; -1 for none
   */
  #add(trialIndex: number, before: number): number {
    const row = this.#table.add(trialIndex);
    if (before !== -1) this.#attempts.set(row, (this.#attempts.get(before) ?? 0) + 1);
    this.#rows.set(trialIndex, row);
    return row;
  }

  #adoptQueued(trial: SimTrial): void {
    checkQueuedTrial(trial);
    this.#slots.enqueue(this.#adoptLive(trial), trial.simFailsAfter);
  }

  #adoptRunning(trial: SimTrial): void {
    const start = startOfRunningTrial(trial, this.#slots.settledUntil);
    this.#slots.occupy(this.#adoptLive(trial), start, trial.simFailsAfter);
  }

  #adoptLive(trial: SimTrial): number {
    const { trialIndex, simRuntime, simQueuedTime = Number.NaN, simFailsAfter = 0 } = trial;
    checkTrialIndex(trialIndex);
    checkRuntime(trialIndex, simRuntime, simRuntime);
    checkRuntime(trialIndex, simFailsAfter, simFailsAfter);
    const before = this.#endedRowOf(trialIndex);
    const row = this.#add(trialIndex, before);
    this.#table.runtime[row] = simRuntime;
    this.#table.queuedTime[row] = simQueuedTime;
    if (trial.simAttempt !== undefined) this.#attempts.set(row, trial.simAttempt);
    return row;
  }

  #adoptEnded(trial: SimTrial, state: number): void {
    const { trialIndex, simRuntime, simQueuedTime = Number.NaN, simAttempt = 0 } = trial;
    const { simStartTime = Number.NaN, simCompletedTime = Number.NaN } = trial;
    checkTrialIndex(trialIndex);
    checkRuntime(trialIndex, simRuntime, simRuntime);
    const before = this.#rows.get(trialIndex);
    const row = this.#table.add(trialIndex);
    this.#table.runtime[row] = simRuntime;
    this.#table.queuedTime[row] = simQueuedTime;
    this.#table.startTime[row] = simStartTime;
    if (simCompletedTime === this.#table.naturalEnd(row)) this.#table.end(row, state);
    else this.#table.endAt(row, state, simCompletedTime);
    if (simAttempt > 0) this.#attempts.set(row, simAttempt);
    if (before === -1 || !this.#isLater(before, row)) this.#rows.set(trialIndex, row);
  }

  /** Whether, of two ended rows of one index, `row` is of the later trial. */
  #isLater(row: number, other: number): boolean {
    const attempts = (this.#attempts.get(row) ?? 0) - (this.#attempts.get(other) ?? 0);
    return attempts === 0
      ? this.#table.endTimeOf(row) > this.#table.endTimeOf(other)
      : attempts > 0;
  }

  /** The row of the trial that had this index before; -1 for none. Throws if it has not ended. */
  #endedRowOf(trialIndex: number): number {
    const row = this.#rows.get(trialIndex);
    if (row === -1) return -1;
    const state = this.#table.state[row];
    if (state !== QUEUED && state !== RUNNING) return row;
    throw new RunnerError(
      "INVALID_ARGUMENT",
      `Trial ${trialIndex} is ${state === QUEUED ? "queued" : "running"} already; wait until it has ended, stop it, or give another index.`,
      { trialIndex },
    );
  }

  /** What there is none of is left out. Field by field: to spread parts costs five times as much. */
  #trialOf(row: number): SimTrial {
    const { state, runtime, queuedTime, startTime } = this.#table;
    const queued = state[row] === QUEUED;
    const live = queued || state[row] === RUNNING;
    const trial: { -readonly [Name in keyof SimTrial]: SimTrial[Name] } = {
      trialIndex: this.#table.trialIndexOf(row),
      simRuntime: runtime[row] ?? Number.NaN,
    };
    const simStartTime = queued ? undefined : timeOf(startTime[row]);
    const simQueuedTime = timeOf(queuedTime[row]);
    const simCompletedTime = live ? undefined : timeOf(this.#table.endTimeOf(row));
    const simFailsAfter = this.#slots.failsAfter(row);
    const simAttempt = this.#attempts.get(row);
    if (simStartTime !== undefined) trial.simStartTime = simStartTime;
    if (simQueuedTime !== undefined) trial.simQueuedTime = simQueuedTime;
    if (simCompletedTime !== undefined) trial.simCompletedTime = simCompletedTime;
    if (simFailsAfter !== undefined) trial.simFailsAfter = simFailsAfter;
    if (simAttempt !== undefined) trial.simAttempt = simAttempt;
    return trial;
  }
}

function timeOf(seconds: number | undefined): number | undefined {
  return Number.isNaN(seconds) ? undefined : seconds;
}

/** By the number of the state. */
const statusOfState: readonly TrialStatus[] = [
  "STAGED",
  "RUNNING",
  "COMPLETED",
  "FAILED",
  "ABANDONED",
];
