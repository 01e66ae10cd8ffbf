import { RunnerError } from "@runners/core";
import { checkCandidate } from "../check-candidate.ts";
import type { Candidate, Candidates } from "../experiment-definition.ts";
import type { TrialRecord } from "../experiment/trial-record.ts";
import type { SearchSpace } from "../space/search-space.ts";
import type { Alarm } from "./alarm.ts";
import { CandidateQueue, type Pulled } from "./candidate-queue.ts";
import type { LoopContext } from "./loop-context.ts";

/** The trials that wait to be submitted: made of what the source of candidates offers, or to be tried again. */
export class CandidateSupply {
  readonly #context: LoopContext;
  readonly #alarm: Alarm;
  readonly #space: SearchSpace;
  readonly #source: CandidateQueue;
  #pulling = false;
  #exhausted = false;
  #closed = false;
  /** Candidates to skip: the trials of an earlier driver were made of them. */
  #toSkip = 0;
  #failure: unknown;
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
  }

  /** What went wrong with the candidates, if they ended for that. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Whether there is, or may be, another trial to submit. */
  get hasMore(): boolean {
    const { experiment, settings } = this.#context;
    if (experiment.candidates.size > 0) return true;
    return !this.#exhausted && experiment.trials.size < settings.totalTrials;
  }

  /** Whether the source has been asked for a candidate, and has not answered. */
  get isPulling(): boolean {
    return this.#pulling;
  }

  /** Takes up what an earlier driver left. */
  resume(): void {
    this.#toSkip = this.#context.experiment.trials.size;
  }

  /** Nothing more is wanted. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    void this.#source.close();
  }

  /** The source has answered with a candidate. */
  offered(candidate: Candidate): void {
    this.#pulling = false;
    if (!this.#closed) this.#take({ type: "candidate", candidate });
  }

  /** The source has ended: it ran dry, or it failed with `error`. */
  ended(error: unknown): void {
    this.#pulling = false;
    this.#exhausted = true;
    if (error === undefined || this.#failure !== undefined) return;
    this.#failure = error;
    this.#context.turn.say({ type: "candidates-failed", error });
  }

  /** So many trials to submit now, or as many as there are. */
  next(size: number): readonly number[] {
    this.#fill(size);
    return this.#due(size);
  }

  /** Those that are due; those that are to be tried again later wake the loop then. */
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
}
