import {
  isTerminal,
  type TerminalStatus,
  type TrialDetails,
  type TrialEvent,
  type TrialResults,
} from "@runners/core";
import type { TrialRecord } from "../experiment/trial-record.ts";
import { faultOfResults } from "./check-results.ts";
import { fetchFinalResults } from "./fetch-results.ts";
import type { LoopContext } from "./loop-context.ts";
import { messageOf } from "./message-of.ts";

/** How a trial ended by the backend's word, while its results are being read. */
type Ending = { readonly to: TerminalStatus; readonly details: TrialDetails | undefined };

/** Turns what is seen of deployed trials into what is recorded of them. */
export class Concluder {
  readonly #context: LoopContext;
  readonly #mayRetry: () => boolean;
  readonly #reading = new Map<number, Ending>();

  /** @param mayRetry whether a failed attempt may be followed by another now */
  constructor(context: LoopContext, mayRetry: () => boolean) {
    this.#context = context;
    this.#mayRetry = mayRetry;
  }

  /** Indices of ended trials whose results are being read. */
  get reading(): ReadonlyMap<number, unknown> {
    return this.#reading;
  }

  /** Takes what the watching noticed; returns whether a trial has ended, and so freed its place. */
  watched(event: TrialEvent): boolean {
    const { turn } = this.#context;
    switch (event.type) {
      case "status":
        return this.#changed(event);
      case "lost": {
        const reason = `lost: the backend has had no such job for ${Math.round(event.missingForMs / 1000)} s`;
        const trial = this.#current(event.trial.index);
        if (isTerminal(trial.status)) return false;
        this.#end(trial, { to: intended("FAILED", trial), details: { reason } });
        return true;
      }
      case "silent": {
        const { trial, silentForMs } = event;
        turn.say({ type: "trial-silent", index: trial.index, silentForMs });
        return false;
      }
      case "missing":
        turn.say({ type: "trial-missing", index: event.trial.index });
        return false;
      case "heard":
        turn.say({ type: "trial-heard", index: event.trial.index });
        return false;
      case "poll-failed":
      case "poll-recovered":
        turn.say(event);
        return false;
    }
  }

  resultsRead(index: number, { observations }: TrialResults): void {
    const { turn, experiment } = this.#context;
    const ending = this.#reading.get(index);
    if (ending === undefined) return;
    this.#reading.delete(index);
    const trial = this.#current(index);
    const { attempt } = trial;
    const fault = faultOfResults(trial, observations, experiment.objective);
    if (fault !== undefined) return this.#end(trial, failedBy(fault, ending));
    turn.record({ type: "trial-results", index, attempt, final: true, observations });
    this.#end(this.#current(index), ending);
  }

  resultsFailed(index: number, error: unknown, invalid: boolean): void {
    const ending = this.#reading.get(index);
    if (ending === undefined) return;
    this.#reading.delete(index);
    const trial = this.#current(index);
    if (invalid) return this.#end(trial, failedBy(messageOf(error), ending));
    this.#context.turn.say({ type: "results-given-up", index, error });
    this.#end(trial, ending);
  }

  #current(index: number): TrialRecord {
    return this.#context.experiment.trial(index);
  }

  #changed(event: Extract<TrialEvent, { type: "status" }>): boolean {
    const { runner, turn, tasks, mailbox, clock, settings } = this.#context;
    const { index, attempt } = event.trial;
    const trial = this.#current(index);
    const { to, details } = event;
    if (trial.attempt !== attempt || isTerminal(trial.status)) return false;
    if (!isTerminal(to)) {
      if (to !== trial.status) {
        const change = { from: trial.status, to, ...(details && { details }) };
        turn.record({ type: "trial-status", index, attempt, ...change });
      }
      return false;
    }
    const ending = { to: intended(to, trial), details };
    const hasData = ending.to === "COMPLETED" || ending.to === "EARLY_STOPPED";
    if (!hasData || runner.fetchResults === undefined) {
      this.#end(trial, ending);
      return true;
    }
    this.#reading.set(index, ending);
    const options = { clock, graceMs: settings.resultsGraceMs };
    turn.afterwards(() =>
      tasks.start((signal) =>
        fetchFinalResults(runner, trial, {
          ...options,
          signal,
          say: (message) => mailbox.push(message),
        }),
      ),
    );
    return true;
  }

  #end(trial: TrialRecord, { to, details }: Ending): void {
    const { settings, turn, clock } = this.#context;
    const { index, attempt, status: from, stopRequested } = trial;
    const reason = to === "COMPLETED" ? undefined : (stopRequested?.reason ?? details?.reason);
    const told = details && { details };
    if (to === "FAILED" && attempt < settings.maxRetries && this.#mayRetry()) {
      const retryAtMs = clock.now() + settings.retryBackoffMs * 2 ** attempt;
      const failure = { index, attempt, reason: reason ?? "failed", retryAtMs, ...told };
      return turn.record({ type: "attempt-failed", ...failure });
    }
    const why = reason !== undefined && { reason };
    turn.record({ type: "trial-status", index, attempt, from, to, ...why, ...told });
  }
}

function failedBy(reason: string, { details }: Ending): Ending {
  return { to: "FAILED", details: { ...details, reason } };
}

/**
 * What a trial is recorded as. Of one that was asked to stop, the loop knows what for, while the
 * backend says only that it was cancelled, or killed; one that completed all the same has completed.
 */
function intended(polled: TerminalStatus, { stopRequested }: TrialRecord): TerminalStatus {
  // Nothing deployed becomes stale: the backend has dropped it.
  const to = polled === "STALE" ? "ABANDONED" : polled;
  if (to === "COMPLETED" || stopRequested === undefined) return to;
  switch (stopRequested.intent) {
    case "abandon":
      return "ABANDONED";
    case "early-stop":
      return "EARLY_STOPPED";
    case "fail":
      return "FAILED";
  }
}
