import { RunnerError, type RunOutcome } from "@runners/core";
import type { Candidate, Candidates } from "../experiment-definition.ts";
import { checkCandidate } from "../check-candidate.ts";
import type { SearchSpace } from "../space/search-space.ts";
import type { TrialRecord } from "../experiment/trial-record.ts";
import type { Alarm } from "./alarm.ts";
import { CandidateQueue, type Pulled } from "./candidate-queue.ts";
import type { LoopContext } from "./loop-context.ts";
import { isOfEarlierBoot } from "./is-of-earlier-boot.ts";
import { messageOf } from "./message-of.ts";
import { settleSubmission } from "./settle-submission.ts";
import { submit } from "./submit.ts";
import { submissionKey } from "./submission-key.ts";

const shortestRestMs = 100;
const longestRestMs = 30_000;

/** Codes of rejections that are the backend's trouble, not the trial's: it is submitted again. */
const passing = ["BACKEND", "NO_CAPACITY", "DEADLINE_PASSED"] as const;

/**
 * The way of a trial to the backend: ask for room, take candidates to fill it, submit them. One
 * submission is under way at a time.
 */
export class Submitter {
  readonly #context: LoopContext;
  readonly #space: SearchSpace;
  readonly #source: CandidateQueue;
  /** How many more trials the backend takes; undefined: to be asked. */
  #room: number | undefined;
  #busy: "asking" | "submitting" | undefined;
  #pulling = false;
  #exhausted = false;
  /** Candidates to skip: the trials of an earlier driver were made of them. */
  #toSkip = 0;
  /** Why submission is tried again only after a while, and when on the monotonic clock. */
  #rests: { readonly reason: string; readonly untilMs: number } | undefined;
  #restMs: number;
  #closed = false;
  #failure: unknown;
  readonly #alarm: Alarm;
  /** When trials that failed may be submitted again. */
  readonly #retries = new Map<number, { readonly attempt: number; readonly atMs: number }>();

  constructor(
    context: LoopContext,
    alarm: Alarm,
    options: { readonly space: SearchSpace; readonly candidates: Candidates },
  ) {
    this.#context = context;
    this.#alarm = alarm;
    this.#space = options.space;
    this.#source = new CandidateQueue(options.candidates);
    this.#restMs = this.#firstRestMs;
  }

  /** What went wrong with the candidates, if they ended for that. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Whether nothing will be submitted any more, and nothing is being submitted. */
  get done(): boolean {
    if (this.#busy === "submitting" || this.#context.experiment.submitting.size > 0) return false;
    return this.#closed || !this.#hasMore;
  }

  /** What keeps it from submitting, in words; undefined: nothing, or nothing that lasts. */
  get waitsFor(): string | undefined {
    if (this.#rests !== undefined) return this.#rests.reason;
    return this.#pulling && this.#wanted > 0 ? "the next candidate" : undefined;
  }

  get busy(): boolean {
    return this.#busy !== undefined;
  }

  /** Takes up what an earlier driver left. */
  resume(): void {
    const { experiment } = this.#context;
    this.#toSkip = experiment.trials.size;
    for (const index of experiment.submitting) this.settle(experiment.trial(index));
  }

  /** No more trials are submitted from here on. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    void this.#source.close();
  }

  /** A trial has ended, or a while has passed: there may be room now. */
  roomMayBeFree(): void {
    this.#rests = undefined;
    this.#room = undefined;
  }

  /** Takes the next step, if there is one to take. */
  act(): void {
    if (this.#closed || this.#busy !== undefined || this.#isResting()) return;
    const wanted = this.#wanted;
    if (wanted === 0) return;
    this.#room ??= this.#context.runner.pollAvailableCapacity === undefined ? Infinity : undefined;
    if (this.#room === undefined) return this.#ask();
    const size = Math.min(this.#room, wanted);
    this.#fill(size);
    const batch = this.#due(size);
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

  offered(candidate: Candidate): void {
    this.#pulling = false;
    if (this.#closed) return;
    this.#take({ type: "candidate", candidate });
    this.roomMayBeFree();
  }

  /** The source has ended: it ran dry, or it failed with `error`. */
  ended(error: unknown): void {
    this.#pulling = false;
    this.#exhausted = true;
    if (error === undefined || this.#failure !== undefined) return;
    this.#failure = error;
    this.#context.turn.say({ type: "candidates-failed", error });
  }

  /** Finds out what became of a submission that was begun. */
  settle(trial: TrialRecord): void {
    const { runner, experiment, clock, tasks, settings, oneMachine } = this.#context;
    const { submitTimeoutMs, submissionGraceMs: graceMs } = settings;
    const isOver = oneMachine && isOfEarlierBoot(trial.submission?.driver, experiment.driver);
    // What begins at the last moment may go on for as long as a call may take.
    const fenceMs = isOver ? 0 : 2 * submitTimeoutMs;
    const options = { clock, submitTimeoutMs, fenceMs, graceMs, timeLimitMs: this.#timeLimitMs };
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
        return;
      }
      case "deferred":
        return this.#defer(trial, outcome.reason);
      case "rejected": {
        const { error } = outcome;
        if (passing.some((code) => error.code === code)) return this.#defer(trial, error.message);
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

  get #hasMore(): boolean {
    const { experiment, settings } = this.#context;
    if (experiment.candidates.size > 0) return true;
    return !this.#exhausted && experiment.trials.size < settings.totalTrials;
  }

  /** How many trials may be submitted now. */
  get #wanted(): number {
    const { experiment, settings } = this.#context;
    const pending = experiment.deployed.size + experiment.submitting.size;
    return this.#hasMore ? Math.max(0, settings.maxPendingTrials - pending) : 0;
  }

  /** The candidates to submit now; those that are to be tried again later wake the loop then. */
  #due(size: number): readonly number[] {
    const { experiment, clock } = this.#context;
    const due: number[] = [];
    for (const index of experiment.candidates) {
      if (due.length === size) break;
      const dueAtMs = this.#dueAtMs(experiment.trial(index));
      if (dueAtMs <= clock.monotonic()) due.push(index);
      else this.#alarm.at(dueAtMs);
    }
    return due;
  }

  /** When the trial may be submitted, on the monotonic clock: a jump of the wall clock moves nothing. */
  #dueAtMs({ index, attempt, retryAtMs }: TrialRecord): number {
    if (retryAtMs === undefined) return -Infinity;
    const known = this.#retries.get(index);
    if (known?.attempt === attempt) return known.atMs;
    const { clock, settings } = this.#context;
    const longestMs = settings.retryBackoffMs * 2 ** Math.max(0, attempt - 1);
    const waitMs = Math.min(Math.max(0, retryAtMs - clock.now()), longestMs);
    const atMs = clock.monotonic() + waitMs;
    this.#retries.set(index, { attempt, atMs });
    return atMs;
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

  #fill(size: number): void {
    const { experiment, settings, mailbox } = this.#context;
    const waiting = experiment.candidates.size - this.#due(size).length;
    while (
      experiment.candidates.size - waiting < size &&
      experiment.trials.size < settings.totalTrials &&
      !this.#exhausted &&
      !this.#pulling
    ) {
      const pulled = this.#source.next();
      if (pulled instanceof Promise) {
        this.#pulling = true;
        // No task of the loop: a source that never answers must not keep the loop from ending.
        void pulled.then((message) => mailbox.push(message));
      } else {
        this.#take(pulled);
      }
    }
  }

  #take(pulled: Pulled): void {
    if (pulled.type === "candidates-ended") this.ended(pulled.error);
    else if (this.#toSkip > 0) this.#toSkip -= 1;
    else this.#create(pulled.candidate);
  }

  #create(candidate: Candidate): void {
    const { experiment, turn } = this.#context;
    const index = experiment.trials.size;
    try {
      const [first, ...rest] = checkCandidate(this.#space, candidate);
      const arms = [
        { name: `${index}_0`, parameters: first },
        ...rest.map((parameters, i) => ({ name: `${index}_${i + 1}`, parameters })),
      ] as const;
      const kind = Array.isArray(candidate) ? "batch" : "trial";
      turn.record({ type: "trial-created", index, kind, arms });
    } catch (error) {
      if (!RunnerError.is(error)) throw error;
      this.ended(error);
    }
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
        const limits = { notAfterMs, timeLimitMs, timeoutMs: settings.submitTimeoutMs };
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
