import {
  RunnerError,
  type CallOptions,
  type Clock,
  type JsonObject,
  type ProcessIdentity,
} from "@runners/core";
import { checkDefinition } from "../check-definition.ts";
import { dataOf, differences } from "../definition-data.ts";
import type { ExperimentDefinition } from "../experiment-definition.ts";
import type { ExperimentOutcome } from "../experiment/experiment-event.ts";
import { Experiment } from "../experiment/experiment.ts";
import type { Notice } from "../experiment/notice.ts";
import type { ExperimentStore, Owner } from "../store/experiment-store.ts";
import { describeOwner } from "../store/lease/describe-owner.ts";
import { MemoryStore } from "../store/memory-store.ts";
import { boundedRunner } from "./bounded-runner.ts";
import type { ExperimentSummary } from "./ending.ts";
import { Loop } from "./loop.ts";
import { Mailbox } from "./mailbox.ts";
import type { Message } from "./message.ts";
import {
  checkEnvironment,
  clockFor,
  type OrchestratorEnvironment,
} from "./orchestrator-environment.ts";
import { RequestInbox } from "./request-inbox.ts";
import { settingsOf } from "./settings.ts";
import { submissionPrefix } from "./submission-key.ts";
import { Tasks } from "./tasks.ts";
import { TimeLimit } from "./time-limit.ts";
import { Turn, type OrchestratorEvent } from "./turn.ts";

/** Milliseconds after which the loop lets others have the thread, however much there is to do. */
const longestBreathMs = 5;

/** After these an experiment is over: running it again begins anew. After others it is gone on with. */
const final: ReadonlySet<ExperimentOutcome> = new Set([
  "completed",
  "failure-rate-exceeded",
  "timed-out",
]);

/**
 * Runs one experiment on its runner: asks for capacity, submits candidates, watches trials, reads
 * results, until done.
 *
 * ```ts
 * const orchestrator = new Orchestrator(experiment);
 * for await (const event of orchestrator.run()) console.log(event.type);
 * console.log(orchestrator.experiment.best);
 * ```
 */
export class Orchestrator {
  readonly #definition: ExperimentDefinition;
  readonly #store: ExperimentStore;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #acceptChanges: boolean;
  readonly #mailbox = new Mailbox<Message>();
  #experiment: Experiment;
  #ran = false;
  /** Who drove when this driver came, and had to be waited for. */
  #waitedFor: Owner | undefined;

  /** @throws {RunnerError} `INVALID_ARGUMENT` for a definition or an environment that is not one */
  constructor(definition: ExperimentDefinition, environment: OrchestratorEnvironment = {}) {
    checkEnvironment(environment);
    this.#definition = checkDefinition(definition);
    this.#experiment = new Experiment(this.#definition);
    this.#store = environment.store ?? new MemoryStore();
    this.#clock = clockFor(this.#definition.runner, environment.clock);
    this.#random = environment.random ?? Math.random;
    this.#acceptChanges = environment.acceptChanges ?? false;
  }

  /** The experiment as it stands; changes as events are yielded. */
  get experiment(): Experiment {
    return this.#experiment;
  }

  /** Submits no more trials; those that run go on until they end. */
  stopSubmitting(reason: string): void {
    this.#mailbox.push({ type: "request", request: { type: "stop-submitting", reason } });
  }

  /** Submits no more trials and asks the backend to stop those that run, which are abandoned. */
  stopTrials(reason: string, options: { readonly force?: boolean } = {}): void {
    const { force = false } = options;
    this.#mailbox.push({ type: "request", request: { type: "stop-trials", reason, force } });
  }

  /**
   * Runs the experiment to its end, and yields each change, once it is stored, and each notice.
   * Goes on where the store ends; an experiment that is over is begun anew. Leaving the iteration
   * or aborting ends the waiting; trials on the backend go on there.
   *
   * @throws {RunnerError} `INVALID_ARGUMENT` when it is run a second time, or when the definition
   *   is not the one that the store was written with; `NOT_OWNER` when another driver lives, or has
   *   ended the experiment while this one waited for it; what the runner says where it can submit
   *   nothing as it is set up
   * @throws what the store throws; nothing is submitted that is not stored
   */
  async *run(options: CallOptions = {}): AsyncGenerator<OrchestratorEvent, ExperimentSummary> {
    const { signal } = options;
    if (this.#ran) {
      throw new RunnerError("INVALID_ARGUMENT", "This orchestrator has run; make a new one.");
    }
    this.#ran = true;
    yield* this.#acquire(signal);
    const tasks = new Tasks(this.#mailbox);
    let loop: Loop | undefined;
    let failed = true;
    try {
      const anew = await this.#load();
      const elapsedMs = await this.#stopwatch();
      const turn = new Turn(this.#experiment, this.#clock);
      if (anew !== undefined) turn.say(anew);
      this.#begin(turn, await this.#identity());
      const settings = settingsOf(this.#definition);
      const callLimit = new TimeLimit(this.#clock, settings.callTimeoutMs, tasks.signal);
      loop = new Loop(
        {
          runner: boundedRunner(this.#definition.runner, callLimit),
          experiment: this.#experiment,
          settings,
          clock: this.#clock,
          turn,
          tasks,
          elapsedMs,
          oneMachine: this.#store.oneMachine === true,
          mailbox: this.#mailbox,
        },
        this.#definition,
        this.#random,
      );
      loop.begin();
      // Before the first step: what was left may be all there is to do.
      const requests = new RequestInbox(this.#store, elapsedMs);
      for (const message of await requests.take()) loop.handle(message);
      tasks.start((waiting) => this.#keepTaking(requests, waiting));
      let breathedAtMs = this.#clock.monotonic();
      for (;;) {
        const summary = loop.act();
        // One by one: to delegate to a list by `yield*` costs three times as much.
        for (const event of await turn.finish(this.#store, elapsedMs())) yield event;
        if (summary !== undefined) {
          failed = false;
          return summary;
        }
        if (this.#clock.monotonic() - breathedAtMs > longestBreathMs) {
          await this.#clock.sleep(0, { signal });
          breathedAtMs = this.#clock.monotonic();
        }
        for (const message of await this.#mailbox.takeAll({ signal })) loop.handle(message);
      }
    } finally {
      loop?.end();
      tasks.abort();
      // What went wrong before is what there is to tell.
      await this.#store.release().catch((error: unknown) => {
        if (!failed) throw error;
      });
    }
  }

  /** Owns the store, or throws; tells when that takes long, since another host has to be watched. */
  async *#acquire(signal: AbortSignal | undefined): AsyncGenerator<Notice, void> {
    const leaving = new AbortController();
    const abort = (): void => leaving.abort(signal?.reason);
    signal?.throwIfAborted();
    signal?.addEventListener("abort", abort, { once: true });
    const watching = new Mailbox<Notice | undefined>();
    const acquiring = this.#store
      .acquire({
        signal: leaving.signal,
        onWatching: (owner, watchMs) => watching.push({ type: "watching-owner", owner, watchMs }),
      })
      .finally(() => watching.push(undefined));
    // It is awaited below, after what there is to tell until then.
    acquiring.catch(() => undefined);
    let isOwner = false;
    try {
      for (let over = false; !over;) {
        for (const notice of await watching.takeAll()) {
          if (notice?.type === "watching-owner") this.#waitedFor = notice.owner;
          if (notice === undefined) over = true;
          else yield notice;
        }
      }
      await acquiring;
      isOwner = true;
    } finally {
      signal?.removeEventListener("abort", abort);
      if (!isOwner) {
        leaving.abort(new Error("the driver leaves"));
        // Nobody is left to drive what may have been acquired meanwhile.
        await acquiring.then(
          () => this.#store.release(),
          () => undefined,
        );
      }
    }
  }

  /** What was stored, or a new run if that is over, which is to be told. */
  async #load(): Promise<Notice | undefined> {
    for (const event of await this.#store.load()) this.#experiment.apply(event);
    const { outcome, trials, definition } = this.#experiment;
    if (outcome === undefined || !final.has(outcome)) return undefined;
    const other = definition?.["name"];
    if (typeof other === "string" && other !== this.#experiment.name && !this.#acceptChanges) {
      const message = `The store holds the experiment ${other}, which has ended, and not ${this.#experiment.name}; give this one another store, or accept the changes to begin it in this one.`;
      throw new RunnerError("INVALID_ARGUMENT", message);
    }
    if (this.#waitedFor !== undefined) {
      // It was to be gone on with, not to be run twice.
      const owner = describeOwner(this.#waitedFor, this.#clock.now());
      const message = `The experiment ${this.#experiment.name} has ended under ${owner}, whom this driver waited for; give the command again to begin it anew.`;
      throw new RunnerError("NOT_OWNER", message);
    }
    await this.#store.newRun();
    this.#experiment = new Experiment(this.#definition);
    return { type: "begun-anew", outcome, trials: trials.size };
  }

  /** Which process drives, where the system tells its boots apart. */
  async #identity(): Promise<{ readonly driver?: ProcessIdentity }> {
    const owner = await this.#store.owner();
    if (owner === undefined || owner.bootId === "") return {};
    const { host, bootId, pidNamespace, pid, processStart } = owner;
    return { driver: { host, bootId, pidNamespace, pid, processStart } };
  }

  #begin(turn: Turn, identity: { readonly driver?: ProcessIdentity }): void {
    const { keyPrefix, name, definition: before, trials } = this.#experiment;
    const definition = dataOf(this.#definition);
    if (keyPrefix === undefined || before === undefined) {
      const fresh = submissionPrefix(name, this.#random);
      turn.record({ type: "experiment-started", name, keyPrefix: fresh, definition, ...identity });
      return;
    }
    this.#compare(before, definition, turn);
    const { deployed, submitting, unresolved } = this.#experiment;
    turn.record({ type: "experiment-resumed", ...identity });
    turn.say({
      type: "resumed",
      trials: trials.size,
      deployed: deployed.size,
      settling: submitting.size,
      unresolved: unresolved.size,
    });
  }

  #compare(before: JsonObject, definition: JsonObject, turn: Turn): void {
    const changes = differences(before, definition);
    if (changes.length === 0) return;
    if (!this.#acceptChanges) {
      const message = `The experiment ${this.#experiment.name} has changed since it was begun: ${changes.join("; ")}. Undo that, accept the changes, or begin a new experiment.`;
      throw new RunnerError("INVALID_ARGUMENT", message);
    }
    turn.record({ type: "definition-changed", definition });
  }

  /** How long drivers have worked on this experiment, this one included. */
  async #stopwatch(): Promise<() => number> {
    const beforeMs = await this.#store.elapsedMs();
    const startedAtMs = this.#clock.monotonic();
    return () => beforeMs + this.#clock.monotonic() - startedAtMs;
  }

  async #keepTaking(requests: RequestInbox, signal: AbortSignal): Promise<undefined> {
    const { attentionMs } = this.#store;
    if (attentionMs === undefined) return undefined;
    for (;;) {
      await this.#clock.sleep(attentionMs, { signal });
      for (const message of await requests.take()) this.#mailbox.push(message);
    }
  }
}
