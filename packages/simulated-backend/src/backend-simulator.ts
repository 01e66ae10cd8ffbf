import { checkOptions, type Clock, systemClock, type TrialStatus } from "@runners/core";
import { AxSimulation } from "./ax/ax-simulation.ts";
import {
  backendSimulatorOptionRules,
  type BackendSimulatorOptions,
  type Semantics,
} from "./backend-simulator-options.ts";
import { checkInternalClock, checkSettings } from "./check-settings.ts";
import { ExactSimulation } from "./exact/exact-simulation.ts";
import { seededRandom, type SeededRandom } from "./random/seeded-random.ts";
import type { SimStatus } from "./sim-status.ts";
import type { SimTrial } from "./sim-trial.ts";
import type { SeeTrial, Simulation, SimulationSettings } from "./simulation.ts";
import type { SimulatorState } from "./simulator-state.ts";
import { EventSchedule } from "./time/event-schedule.ts";
import { isSchedulingClock } from "./time/scheduling-clock.ts";
import { SimulatedTime } from "./time/simulated-time.ts";
import { unknownTrial } from "./unknown-trial.ts";

/** Told the indices of trials whose status has changed; an index may come more than once. */
export type StatusChangeListener = (trialIndices: readonly number[]) => void;

/**
 * A simulated cluster: `maxConcurrency` slots and a queue, first come, first served.
 *
 * Times are in simulated seconds, as in Ax. In `"exact"` semantics every member first lets happen
 * what is due by now, so that nothing depends on when or how often it is asked; in `"ax"`
 * semantics only `update()` does.
 */
export class BackendSimulator {
  readonly semantics: Semantics;
  /** Where time comes from while `internalClock` is not set. */
  readonly clock: Clock;
  readonly #simulation: Simulation;
  readonly #settings: SimulationSettings;
  readonly #seeded: SeededRandom | undefined;
  readonly #schedule: EventSchedule | undefined;
  readonly #listeners = new Set<StatusChangeListener>();
  /** Whether there is anybody to tell: the clock or a listener. */
  #watched = false;

  /**
   * @throws {RunnerError} `INVALID_ARGUMENT` for an option that it does not know or that is out of
   *   range; in `"ax"` semantics, what Ax accepts is accepted
   */
  constructor(options: BackendSimulatorOptions = {}) {
    if ((options as BackendSimulatorOptions | null)?.semantics !== "ax") {
      checkOptions("BackendSimulator", options, backendSimulatorOptionRules);
    }
    const { semantics = "exact", clock = systemClock, internalClock } = options;
    this.semantics = semantics;
    this.clock = clock;
    const seeded = seededRandom(options.seed ?? 0, options.randomState);
    if (options.random === undefined) this.#seeded = seeded;
    this.#settings = {
      maxConcurrency: options.maxConcurrency ?? 1,
      timeScaling: options.timeScaling ?? 1,
      failureRate: options.failureRate ?? 0,
      failureTiming: options.failureTiming ?? "submission",
      useUpdateAsStartTime: options.useUpdateAsStartTime ?? false,
      notBefore: options.time ?? -Infinity,
      random: options.random ?? seeded.next,
      time: new SimulatedTime(clock, internalClock),
    };
    checkSettings(semantics, this.#settings);
    this.#simulation =
      semantics === "ax"
        ? new AxSimulation(this.#settings, options)
        : new ExactSimulation(this.#settings, options);
    if (isSchedulingClock(clock)) {
      this.#schedule = new EventSchedule(clock, () => {
        try {
          this.#simulation.update();
        } catch {
          // The clock is not to be told what is wrong with a trial; whoever looks next is.
          return;
        }
        this.#settle();
      });
    }
    this.#heedWatchers();
    this.#settle();
  }

  /** Simulated seconds: the tick clock's, else those of `clock` since its epoch. */
  get time(): number {
    return this.#simulation.time;
  }

  /** How many trials run at once. In `"exact"` semantics, raising it starts queued trials now. */
  get maxConcurrency(): number {
    return this.#settings.maxConcurrency;
  }

  set maxConcurrency(maxConcurrency: number) {
    this.#change({ maxConcurrency });
  }

  /** Runtimes of trials still to be run are divided by it. */
  get timeScaling(): number {
    return this.#settings.timeScaling;
  }

  set timeScaling(timeScaling: number) {
    this.#change({ timeScaling });
  }

  /** Share of the trials still to be run that fail. */
  get failureRate(): number {
    return this.#settings.failureRate;
  }

  set failureRate(failureRate: number) {
    this.#change({ failureRate });
  }

  /** Whether an update that starts a trial sets its start to that moment; `"ax"` semantics only. */
  get useUpdateAsStartTime(): boolean {
    return this.#settings.useUpdateAsStartTime;
  }

  set useUpdateAsStartTime(useUpdateAsStartTime: boolean) {
    this.#change({ useUpdateAsStartTime });
  }

  /**
   * Seconds on Ax's tick clock; undefined while time is that of `clock`. In `"exact"` semantics it
   * cannot be set back.
   */
  get internalClock(): number | undefined {
    return this.#settings.time.internalClock;
  }

  set internalClock(internalClock: number | undefined) {
    if (this.semantics === "exact") checkInternalClock(internalClock, this.time);
    this.#simulation.changeSettings(() => {
      this.#settings.time.internalClock = internalClock;
    });
    this.#settle();
  }

  get numQueued(): number {
    return this.#settled(this.#simulation.numQueued);
  }

  get numRunning(): number {
    return this.#settled(this.#simulation.numRunning);
  }

  get numFailed(): number {
    return this.#settled(this.#simulation.numFailed);
  }

  get numCompleted(): number {
    return this.#settled(this.#simulation.numCompleted);
  }

  /** How many were stopped; 0 in `"ax"` semantics, where a stopped trial is completed. */
  get numAbandoned(): number {
    return this.#settled(this.#simulation.numAbandoned);
  }

  /** Every trial: the queued ones, the running, the completed, the failed, the abandoned. */
  get allTrials(): readonly SimTrial[] {
    const { queued, running, completed, failed, abandoned = [] } = this.#simulation.lists();
    this.#settle();
    return [...queued, ...running, ...completed, ...failed, ...abandoned];
  }

  /**
   * Submits a trial: it fails by chance, starts in a free slot, or waits in the queue.
   *
   * @param runtime seconds, before `timeScaling`
   * @throws {RunnerError} `INVALID_ARGUMENT`, with nothing submitted, for a runtime that is negative
   *   or not finite, or an index that is queued or running
   */
  runTrial(trialIndex: number, runtime: number): void {
    this.#simulation.runTrial(trialIndex, runtime);
    this.#settle();
  }

  /**
   * Adds a trial as it is: `STAGED` to the queue, `RUNNING` to the running ones, whether or not there
   * is a slot.
   *
   * @throws {RunnerError} `INVALID_ARGUMENT`, with nothing added, for any other status
   */
  newTrial(trial: SimTrial, status: TrialStatus): void {
    this.#simulation.newTrial(trial, status);
    this.#settle();
  }

  /**
   * Stops a trial; nothing happens to one that has ended.
   *
   * In `"exact"` semantics it is `ABANDONED` and its slot free at once. In `"ax"` semantics a running
   * one is `COMPLETED` at the next `update()`, and a queued one is left alone.
   *
   * @throws {RunnerError} `INVALID_ARGUMENT` for an unknown index
   */
  stopTrial(trialIndex: number): void {
    this.#simulation.stopTrial(trialIndex);
    this.#settle();
  }

  /** Lets happen what is due by now; moves Ax's tick clock on by 1 first, if that is in use. */
  update(): void {
    this.#simulation.update();
    this.#settled(undefined);
  }

  /** Which trials are where. Takes time in proportion to the number of all trials. */
  status(): SimStatus {
    return this.#settled(this.#simulation.status());
  }

  /**
   * Everything there is to know, as plain JSON (but for numbers that are not finite, which only
   * `"ax"` semantics admits). It serves as options: `new BackendSimulator(simulator.state())` goes
   * on identically, given the same `clock`, and the same `random` where one was given. In `"ax"`
   * semantics, as in Ax, it does not say which of several trials an index means.
   *
   * Takes time in proportion to the number of all trials.
   */
  state(): SimulatorState {
    const { maxConcurrency, timeScaling, failureRate, ...settings } = this.#settings;
    const { failureTiming, useUpdateAsStartTime } = settings;
    const { internalClock } = settings.time;
    const lists = this.#settled(this.#simulation.lists());
    return {
      semantics: this.semantics,
      maxConcurrency,
      timeScaling,
      failureRate,
      failureTiming,
      useUpdateAsStartTime,
      ...(internalClock !== undefined && { internalClock }),
      ...(this.semantics === "exact" && { time: this.#simulation.time }),
      ...(this.#seeded !== undefined && { randomState: this.#seeded.state() }),
      ...lists,
    };
  }

  /**
   * The status of a trial: of the latest one under this index, if there were several.
   *
   * @throws {RunnerError} `INVALID_ARGUMENT` for an unknown index
   */
  lookupTrialIndexStatus(trialIndex: number): TrialStatus {
    const status = this.findTrialIndexStatus(trialIndex);
    if (status === undefined) throw unknownTrial(trialIndex);
    return status;
  }

  /** As {@link BackendSimulator.lookupTrialIndexStatus}, but undefined for an unknown index. */
  findTrialIndexStatus(trialIndex: number): TrialStatus | undefined {
    return this.#settled(this.#simulation.findStatus(trialIndex));
  }

  /** A copy of a trial's record; undefined for an unknown index. */
  getSimTrialByIndex(trialIndex: number): SimTrial | undefined {
    return this.#settled(this.#simulation.findTrial(trialIndex));
  }

  /**
   * Shows `see`, which only looks, each of the trials, all at one instant. In `"exact"` semantics this is
   * faster than to look each up and to copy its record. An index without a trial is shown without a
   * status.
   */
  look(trials: Iterable<{ readonly index: number }>, see: SeeTrial): void {
    // Listeners hear of what has happened before anybody is shown it.
    this.#settled(this.#simulation.settle());
    this.#simulation.look(trials, see);
  }

  /**
   * When a status will next change by itself, in simulated seconds; `Infinity` for never, as things
   * stand. On a tick clock, the first `update()` at or after it shows the change.
   */
  nextChangeTime(): number {
    return this.#settled(this.#simulation.nextChangeTime());
  }

  /** Calls `listener` after each call that changed some status. Returns what ends that. */
  onStatusChange(listener: StatusChangeListener): () => void {
    this.#listeners.add(listener);
    this.#heedWatchers();
    return () => {
      this.#listeners.delete(listener);
      this.#heedWatchers();
    };
  }

  #change(change: Partial<SimulationSettings>): void {
    checkSettings(this.semantics, { ...this.#settings, ...change });
    this.#simulation.changeSettings(() => Object.assign(this.#settings, change));
    this.#settle();
  }

  #heedWatchers(): void {
    this.#watched = this.#listeners.size > 0 || this.#schedule !== undefined;
    this.#simulation.recordsChanges = this.#watched;
  }

  /** As `#settle`, after a call that lets happen what is due, for which the clock is planned already. */
  #settled<T>(answer: T): T {
    if (this.#watched) this.#tell(this.#simulation.takeChanges());
    return answer;
  }

  /** Tells the clock what comes next, and the listeners what has come. */
  #settle(): void {
    if (!this.#watched) return;
    // Also without a change of status: Ax's stop and a setting may change what comes next.
    this.#plan();
    this.#tell(this.#simulation.takeChanges());
  }

  #tell(changes: readonly number[]): void {
    if (changes.length > 0) for (const listener of this.#listeners) listener(changes);
  }

  /** May let more happen, so changes are taken after it. */
  #plan(): void {
    if (this.#schedule === undefined) return;
    const ticking = this.#settings.time.internalClock !== undefined;
    this.#schedule.next(ticking ? Infinity : this.#simulation.nextChangeTime());
  }
}
