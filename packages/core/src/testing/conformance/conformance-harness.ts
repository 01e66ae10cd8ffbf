import type { Runner } from "../../runner.ts";
import type { BaseTrial, Trial } from "../../trial.ts";
import type { SpyClock } from "../spy-clock.ts";

/**
 * How a trial ends.
 *
 * - `completes`: well, once {@link ConformanceHarness.finish} is called; it has results by then, and
 *   printed a line at least, where the runner reads these.
 * - `fails`: badly, once `finish` is called.
 * - `runs`: not before it is stopped.
 */
export type TrialFate = "completes" | "fails" | "runs";

/** What one case gets: a runner, and the means to bring about what the case is about. */
export interface ConformanceHarness extends ConformanceHooks {
  /** The runner under test, fresh. The suite disposes of it. */
  readonly runner: Runner;

  /**
   * A trial that the runner can deploy, not deployed. `runningTrialIndices` of its experiment may
   * be a live view; the suite adds the trials that it runs itself.
   */
  makeTrial(index: number, fate: TrialFate): Trial<unknown>;

  /**
   * Whether every trial has ended well by the time that `run` resolves, with no backend to fail,
   * forget or refuse it. It is checked; the hooks that such a harness lacks need no waiver.
   * Default `false`.
   */
  readonly instant?: boolean;

  /** Lets the backend get on a little, between two polls. Default: 10 ms on the system's clock. */
  settle?(): Promise<void>;

  /**
   * How often the suite settles before it gives up waiting. Default 400, some 4 s: less than the time
   * that test frameworks give a test.
   */
  readonly patience?: number;

  /** Frees what the harness took; trials that still run end with it. */
  [Symbol.asyncDispose]?(): Promise<void>;
}

/**
 * What not every backend can be made to do. Without one of these, the cases that need it fail
 * unless they are waived, one by one or by `needs/<hook>`.
 */
export interface ConformanceHooks {
  /** Lets a deployed trial end as fated; resolves once it has, or surely will by itself. */
  finish?(trial: BaseTrial<unknown>): Promise<void> | void;

  /** A new runner object on the same backend, as after a restart. Not for `resumable: false`. */
  reopen?(): Promise<Runner> | Runner;

  /** The clock that the runner was given. */
  readonly clock?: SpyClock;

  /** How many jobs the backend has accepted for the trial, by its own record. */
  acceptedJobs?(trial: BaseTrial<unknown>): Promise<number> | number;

  /** A trial that the runner refuses to deploy. */
  makeInvalidTrial?(index: number): BaseTrial<unknown>;

  /** Whether the runner's calls reach the backend from now on. */
  setReachable?(reachable: boolean): Promise<void> | void;

  /** The backend loses all memory of the deployed trial. */
  forget?(trial: BaseTrial<unknown>): Promise<void> | void;

  /** The backend reports a state that the runner has no row for; returns the backend's word. */
  reportUnmapped?(trial: BaseTrial<unknown>): Promise<string> | string;

  /** The running trial goes back into the queue, and stays there for the rest of the case. */
  requeue?(trial: BaseTrial<unknown>): Promise<void> | void;

  /** The backend takes no more trials, for the rest of the case. */
  exhaust?(): Promise<void> | void;
}
