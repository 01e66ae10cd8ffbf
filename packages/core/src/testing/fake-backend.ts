import type { Clock } from "../clock/clock.ts";
import { systemClock } from "../clock/system-clock.ts";
import { checkOptions } from "../options/check-options.ts";
import type { OptionRules } from "../options/option-rules.ts";
import type { Observation } from "../trial-results.ts";
import { hasEnded, type FakeJob } from "./fake-job.ts";

/** A job by its id, or by the index of its trial: then the last one accepted for that trial. */
export type FakeJobRef = string | number;

/** One line of the ledger: a job that was accepted. */
export type FakeLedgerEntry = Pick<
  FakeJob,
  "id" | "key" | "trialIndex" | "attempt" | "submittedAtMs"
>;

/** What a {@link FakeBackend} does by itself; all else it does when told. */
export type FakeBackendOptions = {
  /** Default: the system's. */
  readonly clock?: Clock;
  /** How many jobs it takes at once. Default `Infinity`. */
  readonly slots?: number;
  /** Milliseconds that a job is queued; `Infinity`: until {@link FakeBackend.start}. Default 0. */
  readonly queueMs?: number | ((job: FakeJob) => number);
  /** Milliseconds that a job runs; `Infinity`: until {@link FakeBackend.finish}. Default `Infinity`. */
  readonly runtimeMs?: number | ((job: FakeJob) => number);
  /** Milliseconds from accepting a stop to the end of the job. Default 0. */
  readonly stopMs?: number;
  /** Milliseconds from accepting a job to admitting that it is there. Default 0. */
  readonly visibilityMs?: number;
};

const isFrom0 = (value: unknown): boolean => typeof value === "number" && value >= 0;
const duration = { is: isFrom0, give: "milliseconds from 0" };
const durations = {
  is: (value: unknown) => isFrom0(value) || typeof value === "function",
  give: "milliseconds from 0, or a function that gives them",
};
const rules: OptionRules<FakeBackendOptions> = {
  clock: { is: "clock", give: "a Clock" },
  slots: { is: isFrom0, give: "a number from 0" },
  queueMs: durations,
  runtimeMs: durations,
  stopMs: duration,
  visibilityMs: duration,
};

/**
 * A backend in memory, for tests: it takes jobs, keeps a ledger of every one it accepted, and does
 * what the test tells it to. {@link FakeRunner} is its runner; several may share one backend, as
 * processes share a cluster.
 */
export class FakeBackend {
  readonly clock: Clock;
  readonly visibilityMs: number;
  readonly #queueMs: number | ((job: FakeJob) => number);
  readonly #runtimeMs: number | ((job: FakeJob) => number);
  readonly #stopMs: number;
  readonly #jobs = new Map<string, FakeJob>();
  readonly #ledger: FakeLedgerEntry[] = [];
  /** Calls off what is to happen to a job, once it has ended or is forgotten. */
  readonly #lives = new Map<string, AbortController>();
  readonly #listeners = new Set<() => void>();
  #slots: number;
  #reachable = true;

  /** @throws {RunnerError} `INVALID_ARGUMENT` for an option that it does not know, or out of range */
  constructor(options: FakeBackendOptions = {}) {
    checkOptions("FakeBackend", options, rules);
    this.clock = options.clock ?? systemClock;
    this.#slots = options.slots ?? Infinity;
    this.#queueMs = options.queueMs ?? 0;
    this.#runtimeMs = options.runtimeMs ?? Infinity;
    this.#stopMs = options.stopMs ?? 0;
    this.visibilityMs = options.visibilityMs ?? 0;
  }

  // What a test asks and tells it.

  /** Every job that was ever accepted, forgotten ones included, in order. */
  get ledger(): readonly FakeLedgerEntry[] {
    return this.#ledger;
  }

  /** The truth about a job, outage or not; undefined once it is forgotten. */
  job(ref: FakeJobRef): FakeJob | undefined {
    if (typeof ref === "string") return this.#jobs.get(ref);
    return [...this.#jobs.values()].findLast((job) => job.trialIndex === ref);
  }

  /** Whether calls reach it from now on. */
  setReachable(reachable: boolean): void {
    this.#reachable = reachable;
    this.#notify();
  }

  /** How many jobs it takes at once from now on; 0 refuses every job. */
  setSlots(slots: number): void {
    this.#slots = slots;
  }

  /** The queued job runs now. */
  start(ref: FakeJobRef): void {
    const job = this.#known(ref);
    if (job.state !== "QUEUED") return;
    this.#change({ ...job, state: "RUNNING", startedAtMs: this.clock.now() });
    const running = this.#known(job.id);
    this.#later(running, lasting(this.#runtimeMs, running), () => {
      // Requeued meanwhile, it has its whole runtime before it again.
      if (this.job(job.id)?.startedAtMs === running.startedAtMs) this.finish(job.id);
    });
  }

  /** The job ends now by itself: well with exit code 0 (default), badly with another. */
  finish(
    ref: FakeJobRef,
    end: { readonly exitCode?: number; readonly reason?: string } = {},
  ): void {
    const { exitCode = 0, reason = exitCode === 0 ? undefined : `exit code ${exitCode}` } = end;
    const state = exitCode === 0 ? "SUCCEEDED" : "FAILED";
    this.#end(ref, { state, exitCode, ...(reason !== undefined && { reason }) });
  }

  /** The running job goes back into the queue, until {@link FakeBackend.start}. */
  requeue(ref: FakeJobRef): void {
    const { startedAtMs: _, ...job } = this.#known(ref);
    this.#change({ ...job, state: "QUEUED" });
  }

  /** The backend has no such job any more. The ledger keeps it. */
  forget(ref: FakeJobRef): void {
    const { id } = this.#known(ref);
    this.#jobs.delete(id);
    this.#lives.get(id)?.abort();
    this.#notify();
  }

  /** The backend calls the job's state `word` from now on, one of its own words or not. */
  report(ref: FakeJobRef, word: string): void {
    this.#change({ ...this.#known(ref), state: word });
  }

  /** The job has measured something. */
  measure(ref: FakeJobRef, ...observations: readonly Observation[]): void {
    const job = this.#known(ref);
    this.#set({ ...job, observations: [...job.observations, ...observations] });
  }

  /** The job prints a line. */
  print(ref: FakeJobRef, line: string, stream: "stdout" | "stderr" = "stdout"): void {
    const job = this.#known(ref);
    this.#set({ ...job, [stream]: [...job[stream], line] });
  }

  // What a runner asks of it. Each of these throws while it is unreachable.

  /**
   * Takes a job, or refuses it for want of a slot: undefined.
   *
   * @param request.once where the key was accepted before, that job is the answer, gone or not
   */
  submit(request: {
    readonly key: string | undefined;
    readonly once: boolean;
    readonly trialIndex: number;
    readonly attempt: number;
  }): FakeLedgerEntry | undefined {
    this.#reach();
    const { key, once, trialIndex, attempt } = request;
    const known = this.#ledger.find((entry) => once && key !== undefined && entry.key === key);
    if (known !== undefined) return known;
    if (this.#freeSlots() < 1) return undefined;
    const submittedAtMs = this.clock.now();
    const job: FakeJob = {
      id: `job-${this.#ledger.length + 1}`,
      key,
      trialIndex,
      attempt,
      state: "QUEUED",
      submittedAtMs,
      visibleAtMs: submittedAtMs + this.visibilityMs,
      revision: 0,
      observations: [],
      stdout: [],
      stderr: [],
    };
    const entry: FakeLedgerEntry = { id: job.id, key, trialIndex, attempt, submittedAtMs };
    this.#ledger.push(entry);
    this.#lives.set(job.id, new AbortController());
    this.#set(job);
    if (this.visibilityMs > 0) void this.clock.sleep(this.visibilityMs).then(() => this.#notify());
    this.#later(job, lasting(this.#queueMs, job), () => this.start(job.id));
    return entry;
  }

  /** The job of this id, if there is one to be seen. */
  query(id: string): FakeJob | undefined {
    this.#reach();
    const job = this.#jobs.get(id);
    return job !== undefined && job.visibleAtMs <= this.clock.now() ? job : undefined;
  }

  /** The jobs under a key that are to be seen, the oldest first. */
  find(key: string): readonly FakeJob[] {
    this.#reach();
    return [...this.#jobs.values()].filter(
      (job) => job.key === key && job.visibleAtMs <= this.clock.now(),
    );
  }

  /** Accepts that a job is to end; `false` where there is none. */
  cancel(id: string, reason: string | undefined): boolean {
    this.#reach();
    const job = this.#jobs.get(id);
    if (job === undefined) return false;
    const why = reason ?? "cancelled";
    this.#later(job, this.#stopMs, () => this.#end(id, { state: "CANCELLED", reason: why }));
    return true;
  }

  /** How many more jobs it takes now. */
  freeSlots(): number {
    this.#reach();
    return this.#freeSlots();
  }

  /** Resolves at the next change of anything. Rejects with the signal's reason when aborted. */
  changed(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const over = (): void => {
        this.#listeners.delete(wake);
        signal?.removeEventListener("abort", abort);
      };
      const wake = (): void => {
        over();
        resolve();
      };
      const abort = (): void => {
        over();
        reject(signal?.reason as Error);
      };
      this.#listeners.add(wake);
      signal?.addEventListener("abort", abort, { once: true });
    });
  }

  #reach(): void {
    if (!this.#reachable) throw new Error("The fake backend is unreachable.");
  }

  #freeSlots(): number {
    const taken = [...this.#jobs.values()].filter((job) => !hasEnded(job)).length;
    return Math.max(0, this.#slots - taken);
  }

  #known(ref: FakeJobRef): FakeJob {
    const job = this.job(ref);
    if (job === undefined) throw new Error(`The fake backend has no job ${JSON.stringify(ref)}.`);
    return job;
  }

  #end(ref: FakeJobRef, end: Pick<FakeJob, "state" | "exitCode" | "reason">): void {
    const job = this.#known(ref);
    if (hasEnded(job)) return;
    this.#lives.get(job.id)?.abort();
    this.#change({ ...job, ...end, finishedAtMs: this.clock.now() });
  }

  #change(job: FakeJob): void {
    this.#set({ ...job, revision: job.revision + 1 });
  }

  #set(job: FakeJob): void {
    this.#jobs.set(job.id, job);
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Does `work` after `ms`, if the job has not ended or been forgotten by then. */
  #later(job: FakeJob, ms: number, work: () => void): void {
    if (ms <= 0) return work();
    if (ms === Infinity) return;
    const signal = this.#lives.get(job.id)?.signal;
    void this.clock.sleep(ms, { signal }).then(work, () => undefined);
  }
}

function lasting(ms: number | ((job: FakeJob) => number), job: FakeJob): number {
  return typeof ms === "number" ? ms : ms(job);
}
