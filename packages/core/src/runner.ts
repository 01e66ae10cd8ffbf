// For whoever compiles without the declarations of Node, or for an older target.
/// <reference lib="esnext.disposable" preserve="true" />

import type { Clock } from "./clock/clock.ts";
import type { JsonObject } from "./json.ts";
import type { BaseTrial, RunMetadata } from "./trial.ts";
import type { RunOutcome } from "./run-outcome.ts";
import type { PolledStatus } from "./trial-status.ts";
import type { SubmissionGuarantee, SubmissionLookup } from "./submission.ts";
import type { TrialDetails } from "./trial-details.ts";
import type { TrialResults } from "./trial-results.ts";

/** Options of every asynchronous member. Aborting ends the waiting, never the trial. */
export type CallOptions = { readonly signal?: AbortSignal | undefined };

/** Options of {@link Runner.run}. */
export type RunOptions = CallOptions & {
  /**
   * Identity of this submission: `[a-z0-9-]{1,40}`, unique per experiment, trial and attempt.
   * A runner whose `submissionGuarantee` is `"exact"` deploys equal keys once.
   */
  readonly submissionKey?: string | undefined;
  /** Wall time in milliseconds since the epoch after which nothing may be started any more. */
  readonly notAfterMs?: number | undefined;
  /**
   * Milliseconds for which the trial may run. A backend that can enforce a limit is given this one;
   * elsewhere the caller stops the trial.
   */
  readonly timeLimitMs?: number | undefined;
};

/** Options of {@link Runner.runMultiple}. */
export type RunMultipleOptions = CallOptions & {
  /** The submission key of each trial, by index. */
  readonly submissionKeys?: ReadonlyMap<number, string> | undefined;
  /** As in {@link RunOptions}, for all of them. */
  readonly notAfterMs?: number | undefined;
  /** As in {@link RunOptions}, for each of them. */
  readonly timeLimitMs?: number | undefined;
};

/** Options of {@link Runner.stop}. */
export type StopOptions = CallOptions & {
  /** Why; comes back in the returned metadata. */
  readonly reason?: string | undefined;
  /** Do not ask the trial to end, end it (SIGKILL and its like). Default `false`. */
  readonly force?: boolean | undefined;
};

/** Options of {@link Runner.readLogs}. */
export type ReadLogsOptions = CallOptions & {
  /** Default `"stdout"`. */
  readonly stream?: "stdout" | "stderr" | undefined;
  /** Go on until the trial has ended and all was read. Default `false`: what is there now. */
  readonly follow?: boolean | undefined;
};

/** The answer to a poll: indices by status. An index appears once, or not at all: no news. */
export type PolledStatuses = ReadonlyMap<PolledStatus, ReadonlySet<number>>;

/**
 * Deploys trials to a backend, polls and stops them. Only `run` and `pollTrialStatus` are
 * required; an optional member that is present is a promise, checked by the conformance suite
 * (`@runners/core/testing`).
 *
 * `P` is the parameterization that the runner takes. It is invariant: a runner for
 * `{ lr: number }` is not one for `{ lr: number; depth: number }`, nor the other way round. A
 * class declares it with `declare readonly "~parameters"?: ParametersMarker<P>`; a runner that
 * declares none takes any parameterization.
 */
// `any` is the one type that an invariant position accepts both ways: `Runner` is "any runner".
// oxlint-disable-next-line typescript/no-explicit-any
export interface Runner<P = any> {
  /** Phantom: never set; makes `P` invariant. */
  readonly "~parameters"?: ParametersMarker<P>;

  /**
   * Deploys the trial and resolves with what identifies it, once the backend has accepted it.
   *
   * Rejects with nothing started; where it cannot know, with a {@link RunnerError} of code
   * `SUBMISSION_UNKNOWN`. Aborting ends the waiting only.
   */
  run(trial: BaseTrial<P>, options?: RunOptions): Promise<RunMetadata>;

  /**
   * One pass over the trials: never sleeps, never changes them, never moves time. May leave a
   * trial out or report `UNKNOWN` (no news). Rejecting means that the poll failed and says nothing
   * about any trial.
   */
  pollTrialStatus(trials: Iterable<BaseTrial<P>>, options?: CallOptions): Promise<PolledStatuses>;

  /**
   * Asks the backend to end the trial; resolves once it has accepted. Polls verify. Idempotent, and
   * resolves for a trial that has ended. The result is `{ reason }` when one was given, else `{}`.
   */
  stop?(trial: BaseTrial<P>, options?: StopOptions): Promise<RunMetadata>;

  /** {@link Runner.stop} for many, where the backend stops many in one call. */
  stopMultiple?(
    trials: Iterable<BaseTrial<P>>,
    options?: StopOptions,
  ): Promise<ReadonlyMap<number, RunMetadata>>;

  /**
   * {@link Runner.run} for many, where the backend takes many in one call. Has an outcome for each
   * trial; one that fails does not hide those that started, and aborting yields outcomes too.
   * `runAll` supplies it where it is absent.
   */
  runMultiple?(
    trials: Iterable<BaseTrial<P>>,
    options?: RunMultipleOptions,
  ): Promise<ReadonlyMap<number, RunOutcome>>;

  /**
   * How many more trials the backend takes now: a whole number from 0, or `Infinity`. A quota
   * refusal is 0, not a failure. Absent: unbounded.
   */
  pollAvailableCapacity?(options?: CallOptions): Promise<number>;

  /** The backend's own words and times, by index; asked when a status changes. */
  pollTrialDetails?(
    trials: Iterable<BaseTrial<P>>,
    options?: CallOptions,
  ): Promise<ReadonlyMap<number, TrialDetails>>;

  /**
   * Looks for what was submitted under a key, for reattaching after a crash. Says `absent` only
   * where the backend positively states it.
   */
  findSubmission?(
    trial: BaseTrial<P>,
    submissionKey: string,
    options?: CallOptions,
  ): Promise<SubmissionLookup>;

  /**
   * What {@link Runner.run} would give the backend, for a person to look at: plain JSON, such as a
   * command with its arguments. Starts nothing, and holds no secrets.
   */
  planRun?(trial: BaseTrial<P>, options?: CallOptions): Promise<JsonObject>;

  /**
   * Resolves once a poll of these trials would tell more than the last one through this object
   * did (at once, if it already would): with the indices worth polling, or `undefined` for all.
   * A hint that lets a loop wake early and poll little; the loop polls everything now and then
   * all the same. Several may be waited for at once; the end of one is not the end of another.
   */
  waitForChange?(
    trials: Iterable<BaseTrial<P>>,
    options?: CallOptions,
  ): Promise<ReadonlySet<number> | undefined>;

  /** What the trial has measured so far; may be called while it runs. */
  fetchResults?(trial: BaseTrial<P>, options?: CallOptions): Promise<TrialResults>;

  /** The lines that the trial printed, without their line ends. */
  readLogs?(trial: BaseTrial<P>, options?: ReadLogsOptions): AsyncIterable<string>;

  /**
   * What a repeated `run` under one key does: `"exact"` deploys once, `"reattach"` means that
   * `findSubmission` is authoritative after `submissionVisibilityMs`. Default `"none"`.
   */
  readonly submissionGuarantee?: SubmissionGuarantee;
  /** Milliseconds after which an accepted submission is sure to be found. Default 0. */
  readonly submissionVisibilityMs?: number;
  /** Whether trials outlive this object, so that another process can poll them. Default `true`. */
  readonly resumable?: boolean;
  /** Whether a deployed trial is `STAGED` until polled as `RUNNING`. Default `false`. */
  readonly stagingRequired?: boolean;
  /** Keys of the run metadata that a report shows. Default none. */
  readonly runMetadataReportKeys?: readonly string[];
  /** Milliseconds that a loop leaves between two polls at least. Default 0. */
  readonly minPollIntervalMs?: number;

  /**
   * The clock that it goes by, where that need not be the system's. Whoever drives it goes by the same
   * one: `watchTrials` and the orchestrator do so by default. Absent: the system's.
   */
  readonly clock?: Clock;

  /** Frees local resources; may be called twice; never stops trials of a resumable runner. */
  [Symbol.asyncDispose]?(): Promise<void>;
}

/** See {@link Runner}: the type of the phantom member that makes `P` invariant. */
export type ParametersMarker<P> = (parameters: P) => P;

/** The parameterization that a runner takes: what it declares, else what its `run` accepts. */
export type ParametersOf<R> = R extends { readonly "~parameters"?: infer M }
  ? NonNullable<M> extends ParametersMarker<infer P>
    ? P
    : RunParameters<R>
  : RunParameters<R>;

type RunParameters<R> = R extends { run(trial: infer T, ...rest: never): unknown }
  ? T extends { readonly arms: readonly [{ readonly parameters: infer P }, ...unknown[]] }
    ? P
    : never
  : never;
