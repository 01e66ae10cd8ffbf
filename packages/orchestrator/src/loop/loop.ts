import type { Candidates, ExperimentDefinition } from "../experiment-definition.ts";
import type { Request } from "../store/request.ts";
import { Alarm } from "./alarm.ts";
import { CandidateSupply } from "./candidate-supply.ts";
import { Concluder } from "./concluder.ts";
import { Ending, type ExperimentSummary } from "./ending.ts";
import { Latch } from "./latch.ts";
import { Limits } from "./limits.ts";
import type { LoopContext } from "./loop-context.ts";
import { messageOf } from "./message-of.ts";
import type { Message } from "./message.ts";
import { Progress } from "./progress.ts";
import { Settling } from "./settling.ts";
import { Stopper } from "./stopper.ts";
import { Submitter } from "./submitter.ts";
import { watchDeployed } from "./watch.ts";

/** The parts of one run, and what they do with each message. */
export class Loop {
  readonly #context: LoopContext;
  readonly #alarm: Alarm;
  readonly #supply: CandidateSupply;
  readonly #submitter: Submitter;
  readonly #settling: Settling;
  readonly #concluder: Concluder;
  readonly #stopper: Stopper;
  readonly #limits: Limits;
  readonly #progress: Progress | undefined;
  readonly #ending: Ending;
  readonly #random: () => number;
  /** Set when there are deployed trials that the watching does not know yet. */
  readonly #deployed = new Latch();
  /** Why all trials are to be stopped, those too that are still on their way to the backend. */
  #stopping: { readonly reason: string; readonly intent: "abandon" | "fail" } | undefined;
  /** Requests that this whole run has to heed; a driver that goes on with it begins by them. */
  readonly #standing: number[] = [];
  #waitsFor: string | undefined;

  constructor(context: LoopContext, definition: ExperimentDefinition, random: () => number) {
    const { parameters, candidates, earlyStoppingStrategy: strategy } = definition;
    this.#context = context;
    this.#random = random;
    this.#alarm = new Alarm(context.clock, context.tasks);
    this.#supply = new CandidateSupply(context, this.#alarm, {
      space: parameters,
      candidates: isFunction(candidates) ? candidates(parameters, context.experiment) : candidates,
    });
    this.#submitter = new Submitter(context, this.#alarm, this.#supply);
    this.#settling = new Settling(context);
    this.#ending = new Ending(context);
    this.#concluder = new Concluder(context, () => this.#ending.goesOn);
    this.#stopper = new Stopper(context, this.#alarm);
    this.#limits = new Limits(context, this.#stopper, this.#alarm);
    this.#progress = strategy && new Progress(context, this.#stopper, strategy);
  }

  /** Takes up what an earlier driver left, and begins to watch. */
  begin(): void {
    const { experiment, tasks } = this.#context;
    this.#supply.resume();
    this.#submitter.resume();
    this.#settling.resume();
    this.#stopper.resume();
    for (const index of experiment.deployed) this.#limits.note(experiment.trial(index));
    this.#progress?.start();
    const options = { deployed: this.#deployed, random: this.#random };
    tasks.start((signal) => watchDeployed(this.#context, { ...options, signal }));
  }

  /** Lets the source of candidates go. */
  end(): void {
    this.#submitter.close();
  }

  /** Starts what can be started now. Returns how the experiment ended, once it has. */
  act(): ExperimentSummary | undefined {
    const { experiment, turn } = this.#context;
    for (const event of turn.changes) {
      if ("index" in event) this.#limits.note(experiment.trial(event.index));
    }
    this.#checkTime();
    this.#ending.checkFailureRate();
    if (this.#ending.decided) this.#submitter.close();
    if (this.#stopping) {
      const { intent, reason } = this.#stopping;
      this.#stopper.stop(experiment.deployed, intent, reason, false);
    }
    this.#limits.act();
    this.#stopper.act();
    this.#submitter.act();
    for (const event of turn.changes) {
      if (event.type === "submission-intended") this.#limits.intended(event.index);
    }
    const idle = experiment.deployed.size === 0 && this.#concluder.reading.size === 0;
    if (idle && !this.#submitter.busy && this.#submitter.fault !== undefined) {
      this.#fail(this.#submitter.fault);
      return undefined;
    }
    if (!idle || !this.#submitter.done) {
      this.#sayWhatItWaitsFor();
      return undefined;
    }
    const { failure } = this.#supply;
    const summary = this.#ending.summary(failure === undefined ? undefined : messageOf(failure));
    turn.record({ type: "experiment-ended", ...summary });
    for (const id of this.#standing) turn.acknowledge(id);
    return summary;
  }

  /** Ends this driver, once all that has happened is stored; the experiment goes on with the next one. */
  #fail(error: Error): void {
    const { turn, mailbox } = this.#context;
    turn.afterwards(() => mailbox.push({ type: "task-failed", error }));
  }

  handle(message: Message): void {
    switch (message.type) {
      case "capacity":
        return this.#submitter.hasRoom(message.capacity);
      case "capacity-failed":
        return this.#submitter.roomUnknown(message.error);
      case "candidate":
        this.#supply.offered(message.candidate);
        return this.#submitter.roomMayBeFree();
      case "candidates-ended":
        return this.#supply.ended(message.error);
      case "submitted":
        this.#submitter.submitted(message.trials, message.outcomes);
        return this.#deployed.set();
      case "watched":
        if (this.#concluder.watched(message.event)) this.#submitter.roomMayBeFree();
        return;
      case "found":
        this.#settling.found(message.index, message.found, message.details);
        return this.#deployed.set();
      case "absent":
        return this.#settling.absent(message.index, message.evidence);
      case "refused":
        return this.#settling.refused(message.index, message.reason);
      case "fault":
        return this.#submitter.giveUp(message.error);
      case "unresolved":
        return this.#settling.unresolved(message.index, message.reason);
      case "results":
        return this.#concluder.resultsRead(message.index, message.results);
      case "results-failed":
        return this.#concluder.resultsFailed(message.index, message.error, message.invalid);
      case "progress":
        return this.#progress?.take(message.results);
      case "results-delayed":
      case "stop-failed":
        return this.#context.turn.say(message);
      case "request":
        return this.#take(message.request, message.id);
      case "alarm":
        // Whatever is due is done in the next step.
        return;
      case "task-failed":
        throw message.error;
    }
  }

  #take(request: Request, id: number | undefined): void {
    const isStanding =
      request.type === "stop-submitting" ||
      (request.type === "stop-trials" && request.indices === undefined);
    if (id !== undefined && isStanding) this.#standing.push(id);
    else if (id !== undefined) this.#context.turn.acknowledge(id);
    switch (request.type) {
      case "stop-submitting":
        return this.#ending.decide({ outcome: "drained", reason: request.reason });
      case "stop-trials": {
        const { indices, reason, force } = request;
        if (indices !== undefined) return this.#stopSome(indices, reason, force);
        this.#ending.decide({ outcome: "drained", reason });
        this.#stopping = { reason, intent: "abandon" };
        return this.#stopper.stop(this.#context.experiment.deployed, "abandon", reason, force);
      }
      case "resolve":
        this.#settling.resolve(request.index, request.resolution);
        return this.#deployed.set();
    }
  }

  #stopSome(indices: readonly number[], reason: string, force: boolean): void {
    const { experiment, turn } = this.#context;
    for (const index of indices) {
      if (experiment.deployed.has(index)) this.#stopper.stop([index], "abandon", reason, force);
      else turn.say({ type: "request-refused", reason: `trial ${index} is not on the backend` });
    }
  }

  #checkTime(): void {
    const { settings, elapsedMs, clock } = this.#context;
    if (settings.timeoutHours === Infinity || this.#ending.decided?.outcome === "timed-out") return;
    const leftMs = settings.timeoutHours * 3_600_000 - elapsedMs();
    if (leftMs > 0) return this.#alarm.at(clock.monotonic() + leftMs);
    const reason = `its ${settings.timeoutHours} hours are up`;
    this.#ending.decide({ outcome: "timed-out", reason });
    if (this.#context.runner.stop !== undefined) this.#stopping = { reason, intent: "fail" };
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
    if (experiment.deployed.size > this.#concluder.reading.size) return "running trials";
    if (this.#concluder.reading.size > 0) return "results";
    if (experiment.submitting.size > 0) return "the backend, to say what became of a submission";
    return "the time of the next attempt";
  }
}

function isFunction(
  candidates: ExperimentDefinition["candidates"],
): candidates is Exclude<ExperimentDefinition["candidates"], Candidates> {
  return typeof candidates === "function";
}
