import {
  RunnerError,
  systemClock,
  unlessAborted,
  wrapRunner,
  type BaseTrial,
  type Clock,
  type OptionRules,
  type RunMultipleOptions,
  type Runner,
  type RunOptions,
  type RunOutcome,
} from "@runners/core";
import { aroundCalls } from "./around-calls.ts";
import { checkWrapper } from "./check-wrapper.ts";
import { inRange } from "./in-range.ts";
import { timed } from "./timed.ts";

export type TimeoutOptions = {
  /** Longest that `run` and `runMultiple` may take. Default 60,000 ms; `Infinity` is no limit. */
  readonly runTimeoutMs?: number;
  /** Longest that a query may take: polls, look-ups, results. Default 30,000 ms. */
  readonly queryTimeoutMs?: number;
  /** Longest that `stop` and `stopMultiple` may take. Default 30,000 ms. */
  readonly stopTimeoutMs?: number;
  /** How long a timed-out `run`, once aborted, may take to say what became of it. Default 1,000 ms. */
  readonly runGraceMs?: number;
  /** The clock of the runner, too: `notAfterMs` is of its time. Default: the system's. */
  readonly clock?: Clock;
};

const milliseconds = { is: "number", give: "milliseconds, or Infinity for no limit" } as const;
const rules: OptionRules<TimeoutOptions> = {
  runTimeoutMs: milliseconds,
  queryTimeoutMs: milliseconds,
  stopTimeoutMs: milliseconds,
  runGraceMs: milliseconds,
  clock: { is: "clock", give: "a Clock" },
};

type Limits = Required<TimeoutOptions>;

/**
 * The runner with a time-out on each call. A call that takes too long is aborted.
 *
 * - A query or stop then rejects with `TIMEOUT`, whether or not the runner heeds the abort.
 * - `run` then rejects with `SUBMISSION_UNKNOWN`, unless the runner says within `runGraceMs` what
 *   became of it; `runMultiple` says `unknown` of each trial, unless it does. The runner is told by
 *   `notAfterMs` to start nothing after the time-out, so nothing is submitted late.
 * - `waitForChange` and `readLogs` are long by nature and have no time-out.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for what is no runner, or an option that it does not know or
 *   that is out of range
 */
export function withTimeouts<R extends Runner>(runner: R, options: TimeoutOptions = {}): R {
  checkWrapper("withTimeouts", runner, options, rules);
  const limits = limitsOf(options);
  const { clock, queryTimeoutMs, stopTimeoutMs } = limits;
  return wrapRunner(runner, {
    ...aroundCalls(runner, async ({ member, signal, make }) => {
      signal?.throwIfAborted();
      const stops = member === "stop" || member === "stopMultiple";
      const timeoutMs = stops ? stopTimeoutMs : queryTimeoutMs;
      const call = (both: AbortSignal): Promise<unknown> => unlessAborted(() => make(both), both);
      return (await timed(call, member, timeoutMs, { clock, signal })).answer;
    }),
    run: (trial, runOptions) => run(runner, trial, runOptions, limits),
    runMultiple: (trials, runOptions) => runMultiple(runner, [...trials], runOptions, limits),
  });
}

async function run(
  runner: Runner,
  trial: BaseTrial<unknown>,
  options: RunOptions = {},
  limits: Limits,
): ReturnType<Runner["run"]> {
  const { index: trialIndex } = trial;
  const outcome = await deploy(
    (signal, notAfterMs) => runner.run(trial, { ...options, signal, notAfterMs }),
    `run of trial ${trialIndex}`,
    options,
    limits,
  );
  if ("answer" in outcome) return outcome.answer;
  throw submissionUnknown(trialIndex, outcome.error);
}

async function runMultiple(
  runner: Runner,
  trials: readonly BaseTrial<unknown>[],
  options: RunMultipleOptions = {},
  limits: Limits,
): Promise<ReadonlyMap<number, RunOutcome>> {
  const outcome = await deploy(
    async (signal, notAfterMs) => runner.runMultiple?.(trials, { ...options, signal, notAfterMs }),
    `runMultiple of ${trials.length} trials`,
    options,
    limits,
  );
  if ("answer" in outcome) return (await outcome.answer) ?? new Map();
  return new Map(
    trials.map(({ index }) => {
      const error = submissionUnknown(index, outcome.error);
      return [index, { outcome: "unknown", error }];
    }),
  );
}

/** What the runner answers, in time or within the grace period; else the error of the time-out. */
async function deploy<T>(
  call: (signal: AbortSignal, notAfterMs: number | undefined) => Promise<T>,
  what: string,
  { signal, notAfterMs = Infinity }: RunOptions,
  { clock, runTimeoutMs, runGraceMs }: Limits,
): Promise<{ readonly answer: Promise<T> } | { readonly error: RunnerError }> {
  const lastMs = Math.floor(Math.min(notAfterMs, clock.now() + runTimeoutMs));
  const bound = Number.isFinite(lastMs) ? lastMs : undefined;
  const first = await timed((both) => call(both, bound), what, runTimeoutMs, { clock, signal });
  if (first.type === "settled") return first;
  const last = await timed(() => first.answer, what, runGraceMs, { clock, signal: undefined });
  if (last.type === "timed-out") return { error: first.error };
  // An error of its own says what became of the call; an echo of the abort does not.
  const echo = await last.answer.then(
    () => false,
    (error: unknown) => !RunnerError.is(error) || error === first.error,
  );
  return echo ? { error: first.error } : last;
}

function submissionUnknown(trialIndex: number, cause: RunnerError): RunnerError {
  const message = `Trial ${trialIndex} may be deployed: ${cause.message} Look it up by its key before it is run again.`;
  return new RunnerError("SUBMISSION_UNKNOWN", message, { cause, trialIndex });
}

function limitsOf(options: TimeoutOptions): Limits {
  const ms = (name: keyof TimeoutOptions & `${string}Ms`, otherwise: number): number =>
    inRange(name, options[name] ?? otherwise, { least: 0 });
  return {
    clock: options.clock ?? systemClock,
    runTimeoutMs: ms("runTimeoutMs", 60_000),
    queryTimeoutMs: ms("queryTimeoutMs", 30_000),
    stopTimeoutMs: ms("stopTimeoutMs", 30_000),
    runGraceMs: ms("runGraceMs", 1_000),
  };
}
