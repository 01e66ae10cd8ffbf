import type { Parameterization, ParametersOf, Runner } from "@runners/core";
import type { Experiment } from "./experiment/experiment.ts";
import type { EarlyStoppingStrategy } from "./early-stopping/early-stopping-strategy.ts";
import type { Objective } from "./experiment/objective.ts";
import type { ParametersIn, SearchSpace } from "./space/search-space.ts";

/** What one trial evaluates: one parameterization, or several together (a batch trial). */
export type Candidate<P = Parameterization> = P | readonly [P, ...P[]];

/** Candidates, one after another; the experiment ends when they do. */
export type Candidates<P = Parameterization> = Iterable<Candidate<P>> | AsyncIterable<Candidate<P>>;

/**
 * Where candidates come from: a sequence, or a function that makes one from the search space and
 * the experiment, which it may look at as results arrive. When an experiment is gone on with, the
 * sequence begins anew, and as many candidates as there are trials are skipped.
 */
export type CandidateSource<S extends SearchSpace = SearchSpace, P = ParametersIn<S>> =
  | Candidates<P>
  | CandidateFunction<S, P>["from"];

/** Method syntax, so that a definition of one space is a definition of some space. */
interface CandidateFunction<S extends SearchSpace, P> {
  from(space: S, experiment: Experiment): Candidates<P>;
}

/** Options of the loop, under Ax's names where Ax has them. */
export type OrchestratorOptions = {
  /** Trials to create in all. Default: as many as there are candidates. */
  readonly totalTrials?: number;
  /** Trials that are submitted and not ended at any time, at most. Default 10. */
  readonly maxPendingTrials?: number;
  /** Share of failed trials above which no more are submitted, from 0 to below 1. Default 0.5. */
  readonly toleratedTrialFailureRate?: number;
  /** Failed trials before which that share is not looked at, the end excepted. Default 5. */
  readonly minFailedTrialsForFailureRateCheck?: number;
  /** Seconds between a poll that changed something and the next. Default 1. */
  readonly initSecondsBetweenPolls?: number;
  /** By how much each poll without news lengthens that. Default 1.5. */
  readonly secondsBetweenPollsBackoffFactor?: number;
  /** Seconds for which a deployed trial may run before it is stopped and failed. Default: any. */
  readonly ttlSecondsForTrials?: number;
  /** Seconds for which a deployed trial may wait before it is stopped and failed. Default: any. */
  readonly ttlSecondsForQueuedTrials?: number;
  /** Hours of work, all drivers together, after which the experiment is stopped. Default: any. */
  readonly timeoutHours?: number;
  /** New attempts of a trial that failed, with the same parameters, at most. Default 0. */
  readonly maxRetries?: number;
  /** Milliseconds before the first new attempt; doubled for each further one. Default 10,000. */
  readonly retryBackoffMs?: number;
  /** Milliseconds within which a submission reaches the backend or is given up. Default 60,000. */
  readonly submitTimeoutMs?: number;
  /**
   * Milliseconds after which any other call of the runner is given up: a poll or another question,
   * which then says nothing, or a stop, which is asked for again. Default 60,000.
   */
  readonly callTimeoutMs?: number;
  /**
   * Milliseconds for which it is tried to find out what became of a submission; after that a person
   * has to say. Default 600,000.
   */
  readonly submissionGraceMs?: number;
  /** Milliseconds that a stopped trial has to end before it is stopped by force. Default 60,000. */
  readonly stopGraceMs?: number;
  /** Milliseconds without news after which a trial is said to be silent. Default 60,000. */
  readonly unknownGraceMs?: number;
  /** Milliseconds for which the backend may not know a trial before it is lost. Default 60,000. */
  readonly missingGraceMs?: number;
  /** Milliseconds for which reading the results of an ended trial is tried. Default 90,000. */
  readonly resultsGraceMs?: number;
};

/** An experiment: what to try, on what, and how to judge it. */
export type ExperimentDefinition<
  S extends SearchSpace = SearchSpace,
  R extends Runner = Runner,
> = OrchestratorOptions & {
  /** Name of the experiment, as trials and backends show it. */
  readonly name: string;
  /** The search space. */
  readonly parameters: S;
  /** What deploys the trials. */
  readonly runner: R;
  readonly candidates: CandidateSource<S>;
  /**
   * Which running trials to stop because they do not look promising; sees their results so far,
   * which are read every `initSecondsBetweenPolls`. Needs a runner that stops trials and fetches
   * results. Default: none are stopped.
   */
  readonly earlyStoppingStrategy?: EarlyStoppingStrategy;
  /** What to optimize; needs a runner that fetches results. Default: nothing, trials only run. */
  readonly objective?: Objective;
};

/**
 * `unknown` where a runner takes exactly the parameters of the space, a type that nothing has
 * where it does not. A parameter that is optional to the runner may be left out. A runner that
 * declares no parameters takes any.
 */
export type Takes<R, P> = [Parameterization] extends [ParametersOf<R>]
  ? unknown
  : [keyof P, P] extends [keyof ParametersOf<R>, ParametersOf<R>]
    ? [RequiredKeys<ParametersOf<R>>] extends [keyof P]
      ? unknown
      : Mismatch<P, ParametersOf<R>>
    : Mismatch<P, ParametersOf<R>>;

type RequiredKeys<Q> = {
  [N in keyof Q]-?: Partial<Pick<Q, N>> extends Pick<Q, N> ? never : N;
}[keyof Q];

type Mismatch<P, Q> = {
  readonly "the runner takes other parameters than the experiment has": {
    readonly experiment: P;
    readonly runner: Q;
  };
};
