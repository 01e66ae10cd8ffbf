import { RunnerError, type RunOutcome } from "@runners/core";
import type { TrialRecord } from "../experiment/trial-record.ts";
import type { Alarm } from "./alarm.ts";
import type { CandidateSupply } from "./candidate-supply.ts";
import type { LoopContext } from "./loop-context.ts";
import { isFault } from "./is-fault.ts";
import { isOfEarlierBoot } from "./is-of-earlier-boot.ts";
import { messageOf } from "./message-of.ts";
import { settleSubmission } from "./settle-submission.ts";
import { submit } from "./submit.ts";
import { submissionKey } from "./submission-key.ts";
import { TimeLimit } from "./time-limit.ts";

const shortestRestMs = 100;
const longestRestMs = 30_000;

/** How much earlier than told a deadline may pass for a runner: some clocks have whole seconds. */
const deadlineSlackMs = 2_000;
/** After so many deadlines in a row that have passed for the runner alone, the clocks differ. */
const mostEarlyDeadlines = 3;

/** Codes of rejections that are the backend's trouble, not the trial's: it is submitted again. */
const passing = ["BACKEND", "NO_CAPACITY", "DEADLINE_PASSED"] as const;

/**
 * The way of a trial to the backend: ask for room, take trials to fill it, submit them. One
 * submission is under way at a time.
 */
export class Submitter {
  readonly #context: LoopContext;
  readonly #alarm: Alarm;
  readonly #supply: CandidateSupply;
  readonly #limit: TimeLimit;
  /** How many more trials the backend takes; undefined: to be asked. */
  #room: number | undefined;
  #busy: "asking" | "submitting" | undefined;
  /** Why submission is tried again only after a while, and when on the monotonic clock. */
  #rests: { readonly reason: string; readonly untilMs: number } | undefined;
  #restMs: number;
  #closed = false;
  #earlyDeadlines = 0;
  #fault: RunnerError | undefined;

  constructor(context: LoopContext, alarm: Alarm, supply: CandidateSupply) {
    this.#context = context;
    this.#alarm = alarm;
    this.#supply = supply;
    const { clock, settings, tasks } = context;
    this.#limit = new TimeLimit(clock, settings.submitTimeoutMs, tasks.signal);
    this.#restMs = this.#firstRestMs;
  }

  /** Whether nothing will be submitted any more, and nothing is being submitted. */
  get done(): boolean {
    if (this.#busy === "submitting" || this.#context.experiment.submitting.size > 0) return false;
    return this.#closed || !this.#supply.hasMore;
  }

  /** What keeps it from submitting, in words; undefined: nothing, or nothing that lasts. */
  get waitsFor(): string | undefined {
    if (this.#rests !== undefined) return this.#rests.reason;
    return this.#supply.isPulling && this.#wanted > 0 ? "the next candidate" : undefined;
  }

  get busy(): boolean {
    return this.#busy !== undefined;
  }

  /** Why the runner can submit nothing as it is set up. */
  get fault(): RunnerError | undefined {
    return this.#fault;
  }

  /** Submits no more, since the runner cannot as it is set up; what it would have submitted waits. */
  giveUp(fault: RunnerError): void {
    if (this.#fault !== undefined) return;
    this.#fault = fault;
    const { experiment, turn } = this.#context;
    if (experiment.deployed.size > 0) turn.say({ type: "draining", reason: fault.message });
  }

  /** Takes up what an earlier driver left. */
  resume(): void {
    const { experiment } = this.#context;
    for (const index of experiment.submitting) this.settle(experiment.trial(index));
  }

  /** No more trials are submitted from here on. */
  close(): void {
    this.#closed = true;
    this.#supply.close();
  }

  /** A trial has ended, or a while has passed: there may be room now. */
  roomMayBeFree(): void {
    this.#rests = undefined;
    this.#room = undefined;
  }

  /** Takes the next step, if there is one to take. */
  act(): void {
    if (this.#closed || this.#fault !== undefined) return;
    if (this.#busy !== undefined || this.#isResting()) return;
    const wanted = this.#wanted;
    if (wanted === 0) return;
    this.#room ??= this.#context.runner.pollAvailableCapacity === undefined ? Infinity : undefined;
    if (this.#room === undefined) return this.#ask();
    const batch = this.#supply.next(Math.min(this.#room, wanted));
    if (batch.length > 0) this.#submit(batch);
  }

  hasRoom(capacity: number): void {
    this.#busy = undefined;
    this.#room = capacity >= 1 ? Math.floor(capacity) : 0;
    if (this.#room === 0) this.#rest("the backend to have room for another trial");
  }

  roomUnknown(error: unknown): void {
    this.#busy = undefined;
    this.#rest(`the backend, which does not say whether it has room: ${messageOf(error)}`);
  }

  /** Finds out what became of a submission that was begun. */
  settle(trial: TrialRecord): void {
    const { runner, experiment, clock, tasks, settings, oneMachine } = this.#context;
    const { submitTimeoutMs, submissionGraceMs: graceMs } = settings;
    const limit = this.#limit;
    const isOver = oneMachine && isOfEarlierBoot(trial.submission?.driver, experiment.driver);
    // What begins at the last moment may go on for as long as a call may take.
    const fenceMs = isOver ? 0 : 2 * submitTimeoutMs;
    const options = { clock, limit, fenceMs, graceMs, timeLimitMs: this.#timeLimitMs };
    tasks.start((signal) => settleSubmission(runner, trial, { ...options, signal }));
  }

  submitted(trials: readonly TrialRecord[], outcomes: ReadonlyMap<number, RunOutcome>): void {
    this.#busy = undefined;
    this.#room = undefined;
    for (const trial of trials) {
      const outcome = outcomes.get(trial.index);
      if (outcome !== undefined) this.#conclude(trial, outcome);
    }
  }

  #conclude(trial: TrialRecord, outcome: RunOutcome): void {
    const { runner, turn } = this.#context;
    const { index, attempt } = trial;
    switch (outcome.outcome) {
      case "started": {
        const status = runner.stagingRequired === true ? "STAGED" : "RUNNING";
        const { runMetadata } = outcome;
        turn.record({ type: "trial-deployed", index, attempt, status, runMetadata });
        this.#restMs = this.#firstRestMs;
        this.#earlyDeadlines = 0;
        return;
      }
      case "deferred":
        return this.#defer(trial, outcome.reason);
      case "rejected": {
        const { error } = outcome;
        if (this.#isTooEarly(trial, error)) {
          this.#defer(trial, error.message);
          return this.giveUp(clocksDiffer(error));
        }
        if (passing.some((code) => error.code === code)) return this.#defer(trial, error.message);
        if (isFault(error)) {
          this.#defer(trial, error.message);
          return this.giveUp(error);
        }
        const reason = error.message;
        const change = { from: trial.status, to: "FAILED", reason } as const;
        return turn.record({ type: "trial-status", index, attempt, ...change });
      }
      case "unknown": {
        const reason = outcome.error.message;
        turn.record({ type: "submission-unknown", index, attempt, reason });
        return turn.afterwards(() => this.settle(this.#context.experiment.trial(index)));
      }
    }
  }

  /** Whether a deadline has passed for the runner again and again, and not here. */
  #isTooEarly({ submission }: TrialRecord, { code }: RunnerError): boolean {
    const leftMs = (submission?.notAfterMs ?? 0) - this.#context.clock.now();
    if (code !== "DEADLINE_PASSED" || leftMs < deadlineSlackMs) return false;
    this.#earlyDeadlines += 1;
    return this.#earlyDeadlines >= mostEarlyDeadlines;
  }

  #defer(trial: TrialRecord, reason: string): void {
    const { index, attempt } = trial;
    this.#context.turn.record({ type: "submission-deferred", index, attempt, reason });
    this.#rest(`the backend, which took no more trials: ${reason}`);
  }

  /** How long a trial may run, for backends that can enforce it. */
  get #timeLimitMs(): number | undefined {
    const { ttlSecondsForTrials } = this.#context.settings;
    return ttlSecondsForTrials === Infinity ? undefined : ttlSecondsForTrials * 1_000;
  }

  get #firstRestMs(): number {
    return Math.max(shortestRestMs, this.#context.settings.initSecondsBetweenPolls * 1_000);
  }

  /** How many trials may be submitted now. */
  get #wanted(): number {
    const { experiment, settings } = this.#context;
    const pending = experiment.deployed.size + experiment.submitting.size;
    return this.#supply.hasMore ? Math.max(0, settings.maxPendingTrials - pending) : 0;
  }

  #ask(): void {
    const { runner, tasks, turn } = this.#context;
    this.#busy = "asking";
    turn.afterwards(() =>
      tasks.start(async (signal) => {
        try {
          const capacity = (await runner.pollAvailableCapacity?.({ signal })) ?? Infinity;
          return { type: "capacity", capacity };
        } catch (error) {
          return { type: "capacity-failed", error };
        }
      }),
    );
  }

  #submit(batch: readonly number[]): void {
    const { experiment, runner, turn, tasks, clock, settings } = this.#context;
    const notAfterMs = clock.now() + settings.submitTimeoutMs;
    const submissionKeys = new Map<number, string>();
    for (const index of batch) {
      const { attempt } = experiment.trial(index);
      const key = submissionKey(experiment.keyPrefix ?? "", index, attempt);
      submissionKeys.set(index, key);
      turn.record({ type: "submission-intended", index, attempt, submissionKey: key, notAfterMs });
    }
    const trials = batch.map((index) => experiment.trial(index));
    const timeLimitMs = this.#timeLimitMs;
    this.#busy = "submitting";
    turn.afterwards(() =>
      tasks.start(async (signal) => {
        const limits = { notAfterMs, timeLimitMs, limit: this.#limit };
        const options = { ...limits, submissionKeys, clock, signal };
        return { type: "submitted", trials, outcomes: await submit(runner, trials, options) };
      }),
    );
  }

  /** Whether it is too early to try again; if so, the loop is woken when it is not. */
  #isResting(): boolean {
    if (this.#rests === undefined) return false;
    const { untilMs } = this.#rests;
    if (this.#context.clock.monotonic() < untilMs) {
      this.#alarm.at(untilMs);
      return true;
    }
    this.roomMayBeFree();
    return false;
  }

  #rest(reason: string): void {
    if (this.#rests !== undefined) return;
    const { clock, settings } = this.#context;
    this.#rests = { reason, untilMs: clock.monotonic() + this.#restMs };
    const longer = this.#restMs * settings.secondsBetweenPollsBackoffFactor;
    this.#restMs = Math.min(longer, longestRestMs);
  }
}

function clocksDiffer(cause: RunnerError): RunnerError {
  const message = `The runner goes by another clock than the orchestrator, by which that time has not come (${cause.message}); give both the same one.`;
  return new RunnerError("INVALID_ARGUMENT", message, { cause });
}
