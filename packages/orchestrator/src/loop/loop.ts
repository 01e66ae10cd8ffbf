import { watchTrials } from "@runners/core";
import type { Candidates, ExperimentDefinition } from "../experiment-definition.ts";
import type { ExperimentOutcome } from "../experiment/experiment-event.ts";
import { Concluder } from "./concluder.ts";
import { Latch } from "./latch.ts";
import type { LoopContext } from "./loop-context.ts";
import { messageOf } from "./message-of.ts";
import type { Message } from "./message.ts";
import { Stopper } from "./stopper.ts";
import { submissionPrefix } from "./submission-key.ts";
import { Submitter } from "./submitter.ts";
import type { Turn } from "./turn.ts";

/** How an experiment ended, and why if there is more to say. */
export type ExperimentSummary = {
  readonly outcome: ExperimentOutcome;
  readonly reason?: string;
};

/** The parts of one run, and what they do with each message. */
export class Loop {
  readonly #context: LoopContext;
  readonly #submitter: Submitter;
  readonly #concluder: Concluder;
  readonly #stopper: Stopper;
  readonly #random: () => number;
  /** Set when a trial was deployed that the watching does not know yet. */
  readonly #deployed = new Latch();
  #ending: ExperimentSummary | undefined;
  #stopping: { readonly reason: string } | undefined;
  #waitsFor: string | undefined;

  constructor(context: LoopContext, definition: ExperimentDefinition, random: () => number) {
    const { parameters, candidates } = definition;
    this.#context = context;
    this.#random = random;
    this.#submitter = new Submitter(context, {
      space: parameters,
      candidates: isFunction(candidates) ? candidates(parameters, context.experiment) : candidates,
    });
    this.#concluder = new Concluder(context);
    this.#stopper = new Stopper(context);
  }

  get turn(): Turn {
    return this.#context.turn;
  }

  async begin(): Promise<void> {
    const { experiment, turn } = this.#context;
    if (experiment.keyPrefix === undefined) {
      const keyPrefix = submissionPrefix(experiment.name, this.#random);
      turn.record({ type: "experiment-started", name: experiment.name, keyPrefix });
    }
    await this.#submitter.resume();
    this.#context.tasks.start((signal) => this.#watch(signal));
  }

  async end(): Promise<void> {
    this.#submitter.close();
    await this.#context.tasks.abort();
  }

  /** Starts what can be started now. Returns how the experiment ended, once it has. */
  act(): ExperimentSummary | undefined {
    this.#checkFailureRate();
    if (this.#stopping) this.#stopper.stopAll("abandon", this.#stopping.reason, false);
    this.#submitter.act();
    const { experiment, turn } = this.#context;
    const idle = experiment.deployed.size === 0 && this.#concluder.reading.size === 0;
    if (!idle || !this.#submitter.done) {
      this.#sayWhatItWaitsFor();
      return undefined;
    }
    const summary = this.#summary();
    turn.record({ type: "experiment-ended", ...summary });
    return summary;
  }

  handle(message: Message): void {
    const { turn } = this.#context;
    switch (message.type) {
      case "capacity":
        return this.#submitter.hasRoom(message.capacity);
      case "capacity-failed":
        return this.#submitter.roomUnknown(message.error);
      case "candidate":
        return this.#submitter.offered(message.candidate);
      case "candidates-ended":
        return this.#submitter.ended(message.error);
      case "submitted":
        this.#submitter.submitted(message.trials, message.outcomes);
        return this.#deployed.set();
      case "ask-again":
        return this.#submitter.roomMayBeFree();
      case "watched":
        if (this.#concluder.watched(message.event)) this.#submitter.roomMayBeFree();
        return;
      case "found":
        return this.#found(message);
      case "not-found":
        return this.#notFound(message);
      case "results":
        return this.#concluder.resultsRead(message.index, message.results);
      case "results-failed":
        return this.#concluder.resultsFailed(message.index, message.error, message.invalid);
      case "results-delayed":
      case "stop-failed":
        return turn.say(message);
      case "stop-submitting":
        return this.#drain({ outcome: "drained", reason: message.reason });
      case "stop-trials":
        this.#drain({ outcome: "drained", reason: message.reason });
        this.#stopping = { reason: message.reason };
        return this.#stopper.stopAll("abandon", message.reason, message.force);
      case "task-failed":
        throw message.error;
    }
  }

  #found(message: Extract<Message, { type: "found" }>): void {
    const { experiment, turn, runner } = this.#context;
    const { index, runMetadata } = message;
    const { attempt } = experiment.trial(index);
    const status = runner.stagingRequired === true ? "STAGED" : "RUNNING";
    turn.record({ type: "trial-deployed", index, attempt, status, runMetadata });
    this.#deployed.set();
  }

  #notFound({ index, reason }: Extract<Message, { type: "not-found" }>): void {
    const { attempt, status: from } = this.#context.experiment.trial(index);
    const change = { from, to: "ABANDONED", reason } as const;
    this.#context.turn.record({ type: "trial-status", index, attempt, ...change });
  }

  #drain(ending: ExperimentSummary): void {
    if (this.#ending !== undefined) return;
    this.#ending = ending;
    this.#submitter.close();
    this.#context.turn.say({ type: "draining", reason: ending.reason ?? ending.outcome });
  }

  #checkFailureRate(): void {
    const { experiment, settings } = this.#context;
    if (experiment.failures < settings.minFailedTrialsForFailureRateCheck) return;
    const reason = this.#failureRateExcess();
    if (reason !== undefined) this.#drain({ outcome: "failure-rate-exceeded", reason });
  }

  #failureRateExcess(): string | undefined {
    const { experiment, settings } = this.#context;
    const [failed, all] = [experiment.failures, experiment.trials.size];
    const tolerated = settings.toleratedTrialFailureRate;
    if (failed <= tolerated * all) return undefined;
    return `${failed} of ${all} trials failed; ${tolerated * 100} % are tolerated`;
  }

  #summary(): ExperimentSummary {
    if (this.#ending?.outcome === "failure-rate-exceeded") return this.#ending;
    const reason = this.#failureRateExcess();
    if (reason !== undefined) return { outcome: "failure-rate-exceeded", reason };
    const { failure } = this.#submitter;
    if (failure !== undefined) return { outcome: "candidates-failed", reason: messageOf(failure) };
    return this.#ending ?? { outcome: "completed" };
  }

  #sayWhatItWaitsFor(): void {
    const reason = this.#reasonToWait();
    if (reason === "something else soon" || reason === this.#waitsFor) return;
    this.#waitsFor = reason;
    this.#context.turn.say({ type: "waiting", reason });
  }

  #reasonToWait(): string | undefined {
    const { experiment } = this.#context;
    const { waitsFor, busy } = this.#submitter;
    if (waitsFor !== undefined) return waitsFor;
    if (busy) return "something else soon";
    if (experiment.submitting.size > 0) return "the backend, to say what became of a submission";
    if (experiment.deployed.size === 0) return "results";
    return experiment.deployed.size > this.#concluder.reading.size ? "running trials" : "results";
  }

  async #watch(signal: AbortSignal): Promise<undefined> {
    const { runner, experiment, settings, clock, mailbox } = this.#context;
    const initialIntervalMs = settings.initSecondsBetweenPolls * 1_000;
    const live = () => {
      this.#deployed.clear();
      return Array.from(experiment.deployed, (index) => experiment.trial(index));
    };
    const events = watchTrials(runner, live, {
      clock,
      signal,
      random: this.#random,
      initialIntervalMs,
      maxIntervalMs: Math.max(30_000, initialIntervalMs),
      backoffFactor: settings.secondsBetweenPollsBackoffFactor,
      unknownGraceMs: settings.unknownGraceMs,
      missingGraceMs: settings.missingGraceMs,
      changed: (options) => this.#deployed.wait(options),
    });
    for await (const event of events) mailbox.push({ type: "watched", event });
    return undefined;
  }
}

function isFunction(
  candidates: ExperimentDefinition["candidates"],
): candidates is Exclude<ExperimentDefinition["candidates"], Candidates> {
  return typeof candidates === "function";
}
