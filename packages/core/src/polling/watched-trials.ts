import type { PolledStatuses } from "../runner.ts";
import { isTerminal, type PolledStatus, type TrialStatus } from "../trial-status.ts";
import type { BaseTrial } from "../trial.ts";
import { LiveTrials } from "./live-trials.ts";
import { RenewedMap } from "./renewed-map.ts";
import type { TrialEvent } from "./trial-event.ts";

/** Milliseconds without news after which a trial is `silent`, and missing after which it is `lost`. */
export type Grace = { readonly unknownGraceMs: number; readonly missingGraceMs: number };

export type StatusChange<P> = {
  readonly trial: BaseTrial<P>;
  readonly from: TrialStatus;
  readonly to: TrialStatus;
};

/** What one poll changed: statuses, and doubts that began, passed or ended. */
export type PollEffect<P> = {
  readonly changes: readonly StatusChange<P>[];
  readonly doubts: readonly TrialEvent<P>[];
  /** Whether some trial was asked for that never was before. */
  readonly firstLook: boolean;
};

/** What is known of one trial. */
export type Watched<P> = {
  /** The refresh that it was last present in. */
  refreshes: number;
  trial: BaseTrial<P>;
  status: TrialStatus;
  heardAtMs: number;
  /** For how long the backend has said that it has no such job; undefined if it does not. */
  missingForMs: number | undefined;
  /** When it last said so. */
  missingAtMs: number | undefined;
  /** Whether polls since then had no answer. */
  interrupted: boolean;
  silent: boolean;
  polled: boolean;
  done: boolean;
};

/** What is known of the trials being watched. Times are of a monotonic clock. */
export class WatchedTrials<P> {
  readonly #grace: Grace;
  readonly #known = new RenewedMap<number, Watched<P>>();
  #refreshes = 0;
  /** The trials to poll: known, and neither ended nor lost. */
  readonly #live = new RenewedMap<number, Watched<P>>();
  /** The same, for a runner to look at. */
  readonly live: LiveTrials<P> = new LiveTrials(this.#live);
  readonly #doubtful = new Set<number>();

  constructor(grace: Grace) {
    this.#grace = grace;
  }

  /** Those to poll: all, or of these. */
  pick(named: Iterable<number> | undefined): Watched<P>[] {
    if (named === undefined) return [...this.#live.values()];
    const picked: Watched<P>[] = [];
    for (const index of named) {
      const watched = this.#live.get(index);
      if (watched !== undefined) picked.push(watched);
    }
    return picked;
  }

  /** Whether some trial is silent or missing, so that it should be asked for soon again. */
  get inDoubt(): boolean {
    return this.#doubtful.size > 0;
  }

  /** Takes over the caller's set of trials. A trial seen before keeps what is known of it. */
  refresh(trials: Iterable<BaseTrial<P>>, nowMs: number): void {
    this.#refreshes += 1;
    let present = 0;
    for (const trial of trials) {
      const before = this.#known.get(trial.index);
      const watched = before?.trial.attempt === trial.attempt ? before : watch(trial, nowMs);
      if (watched.refreshes !== this.#refreshes) present += 1;
      watched.refreshes = this.#refreshes;
      if (isTerminal(trial.status)) watched.done = true;
      if (watched === before && watched.trial === trial && !watched.done) continue;
      watched.trial = trial;
      this.#known.set(trial.index, watched);
      // Another attempt begins without the doubts of the one before.
      if (watched !== before) this.#endDoubt(trial.index);
      if (watched.done) this.#live.delete(trial.index);
      else this.#live.set(trial.index, watched);
    }
    if (present < this.#known.size) this.#forgetAbsent();
    for (const index of this.#doubtful) if (!this.#live.has(index)) this.#doubtful.delete(index);
  }

  #forgetAbsent(): void {
    for (const { refreshes, trial, done } of this.#known.values()) {
      if (refreshes === this.#refreshes) continue;
      this.#known.delete(trial.index);
      if (!done) this.#live.delete(trial.index);
    }
  }

  /** Applies the answer to a poll of the trials `asked` for. */
  apply(asked: readonly Watched<P>[], polled: PolledStatuses, nowMs: number): PollEffect<P> {
    const changes: StatusChange<P>[] = [];
    const doubts: TrialEvent<P>[] = [];
    let firstLook = false;
    for (const watched of asked) {
      firstLook ||= !watched.polled;
      watched.polled = true;
      const status = statusIn(polled, watched.trial.index);
      if (status === "UNKNOWN") this.#noNews(watched, nowMs, doubts);
      else if (status === "MISSING") this.#missing(watched, nowMs, doubts);
      else this.#heard(watched, status, nowMs, changes, doubts);
    }
    return { changes, doubts, firstLook };
  }

  /** A poll has failed: whether a missing trial is still missing is not known. */
  pollFailed(): void {
    for (const index of this.#doubtful) {
      const watched = this.#known.get(index);
      if (watched !== undefined) watched.interrupted = true;
    }
  }

  #noNews(watched: Watched<P>, nowMs: number, doubts: TrialEvent<P>[]): void {
    watched.interrupted = true;
    const silentForMs = nowMs - watched.heardAtMs;
    if (watched.silent || silentForMs <= this.#grace.unknownGraceMs) return;
    watched.silent = true;
    this.#doubtful.add(watched.trial.index);
    doubts.push({ type: "silent", trial: watched.trial, silentForMs });
  }

  #missing(watched: Watched<P>, nowMs: number, doubts: TrialEvent<P>[]): void {
    const { trial } = watched;
    if (watched.missingForMs === undefined) {
      watched.missingForMs = 0;
      this.#doubtful.add(trial.index);
      doubts.push({ type: "missing", trial });
    }
    const sinceMs = nowMs - (watched.missingAtMs ?? nowMs);
    // Time without answers proves little: an outage by itself is never the whole grace period.
    const mostMs = watched.interrupted ? this.#grace.missingGraceMs / 2 : Infinity;
    watched.missingForMs += Math.min(sinceMs, mostMs);
    watched.missingAtMs = nowMs;
    watched.interrupted = false;
    const { missingForMs } = watched;
    if (missingForMs < this.#grace.missingGraceMs) return;
    this.#finish(watched);
    doubts.push({ type: "lost", trial, missingForMs });
  }

  #heard(
    watched: Watched<P>,
    to: TrialStatus,
    nowMs: number,
    changes: StatusChange<P>[],
    doubts: TrialEvent<P>[],
  ): void {
    const { trial, status: from } = watched;
    if (this.#endDoubt(trial.index)) doubts.push({ type: "heard", trial });
    watched.silent = false;
    watched.missingForMs = undefined;
    watched.missingAtMs = undefined;
    watched.heardAtMs = nowMs;
    // A backend that has not taken the job up yet says nothing new about a deployed trial.
    if (to === from || to === "CANDIDATE") return;
    watched.status = to;
    if (isTerminal(to)) this.#finish(watched);
    changes.push({ trial, from, to });
  }

  #finish(watched: Watched<P>): void {
    watched.done = true;
    this.#endDoubt(watched.trial.index);
    this.#live.delete(watched.trial.index);
  }

  /** Whether there was one. Nearly always there is none about any trial. */
  #endDoubt(index: number): boolean {
    return this.inDoubt && this.#doubtful.delete(index);
  }
}

function watch<P>(trial: BaseTrial<P>, nowMs: number): Watched<P> {
  return {
    refreshes: 0,
    trial,
    status: trial.status,
    heardAtMs: nowMs,
    missingForMs: undefined,
    missingAtMs: undefined,
    interrupted: false,
    silent: false,
    polled: false,
    done: false,
  };
}

/** Statuses are few: to look into each is cheaper than to turn the answer into a map by index. */
function statusIn(polled: PolledStatuses, index: number): PolledStatus {
  for (const [status, indices] of polled) if (indices.has(index)) return status;
  return "UNKNOWN";
}
