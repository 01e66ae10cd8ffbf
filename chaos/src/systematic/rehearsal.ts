import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VirtualClock, type Clock, type Runner, type SubmissionGuarantee } from "@runners/core";
import { FakeBackend, FakeRunner, withoutMembers } from "@runners/core/testing";
import {
  Orchestrator,
  SqliteStore,
  type Candidate,
  type ExperimentEvent,
  type ExperimentStore,
  type ExperimentSummary,
  type Request,
} from "@runners/orchestrator";
import { FakeProcesses } from "@runners/orchestrator/testing";
import { judge } from "../harness/judge.ts";
import type { Verdict } from "../harness/verdict.ts";
import { Striker, type Strike } from "./striker.ts";
import { struckClock } from "./struck-clock.ts";
import { struckRunner } from "./struck-runner.ts";
import { struckStore } from "./struck-store.ts";

const trials = 4;
const attentionMs = 10_000;

export type Scene = {
  readonly submissionGuarantee: SubmissionGuarantee;
  readonly visibilityMs: number;
  readonly queueMs: number;
  /** Whether the runner has no calls for many trials at once, and gives no hints. */
  readonly bare: boolean;
  /** Trials whose first attempt runs until it is stopped. Default: trial 2, until its time is up. */
  readonly endless?: readonly number[];
  /** Whether the machine is started anew before each further driver. */
  readonly reboots?: boolean;
  /** What a second terminal asks of whoever drives then. Default: nothing. */
  readonly asked?: { readonly atMs: number; readonly request: Request };
};

/** A driver, and how it ended: by itself, with an error, or not at all. */
export type RehearsedDriver = {
  /** The calls that it made, each with its two points. */
  readonly names: readonly string[];
  readonly end: "ended" | "rejected" | "crashed";
  readonly error?: unknown;
};

export type Rehearsal = {
  readonly drivers: readonly RehearsedDriver[];
  readonly summary: ExperimentSummary | undefined;
  readonly verdict: Verdict;
  /** Virtual time that passed. */
  readonly tookMs: number;
  /** What the store says in the end. */
  readonly events: readonly ExperimentEvent[];
};

/** Where and how drivers are struck, one after another; and how much room they have on the disk. */
export type Script = {
  readonly strike: Strike;
  /** The point at which each driver is struck; the one after them is not. */
  readonly points: readonly number[];
  /** Of the store, for all drivers but the last. Default `Infinity`. */
  readonly maxBytes?: number;
};

/**
 * One experiment in virtual time, on a store in a file: drivers that are each struck at one point,
 * then one that is not. Each opens the store anew, and goes on where it ends.
 *
 * One of the trials runs until its time is up, is stopped, and completes in its second attempt.
 */
export class RehearsalRoom {
  readonly #folder = mkdtempSync(join(fastFolder(), "rehearsal-"));
  #count = 0;

  async rehearse(scene: Scene, { strike, points, maxBytes }: Script): Promise<Rehearsal> {
    this.#count += 1;
    const path = join(this.#folder, `${this.#count}.db`);
    const clock = new VirtualClock();
    const beganAtMs = clock.monotonic();
    const { visibilityMs, queueMs, endless = [2], asked } = scene;
    const backend = new FakeBackend({
      clock,
      visibilityMs,
      queueMs,
      runtimeMs: ({ trialIndex, attempt }) =>
        endless.includes(trialIndex) && attempt === 0 ? Infinity : 10_000,
    });
    if (asked !== undefined) void ask(path, clock, asked);
    const processes = new FakeProcesses();
    const stores: ExperimentStore[] = [];
    const drivers: RehearsedDriver[] = [];
    let summary: ExperimentSummary | undefined;
    for (const point of [...points, Infinity]) {
      const bootId = scene.reboots === true ? `boot-${drivers.length}` : "boot";
      const self = processes.start({ bootId });
      const limit = point === Infinity && points.length > 0 ? Infinity : (maxBytes ?? Infinity);
      const striker = new Striker(point, strike);
      const opening = SqliteStore.open({
        path,
        clock,
        processes: self,
        attentionMs,
        maxBytes: limit,
      });
      try {
        const store = await clock.hold(opening);
        stores.push(store);
        // What was stored as over is over, though nobody heard of it: it would be begun anew.
        summary = endedIn(await store.load());
        if (summary !== undefined) break;
        const runner = struckRunner(runnerOf(scene, backend), striker);
        const driving = drive(runner, {
          clock: struckClock(clock, striker),
          store: struckStore(store, striker),
          scene,
        });
        summary = await Promise.race([driving, striker.died.then(() => undefined)]);
        const end = summary === undefined ? "crashed" : "ended";
        drivers.push({ names: striker.names, end });
      } catch (error) {
        drivers.push({ names: striker.names, end: "rejected", error });
      }
      self.end();
      if (summary !== undefined) break;
    }
    const tookMs = clock.monotonic() - beganAtMs;
    const ledger = backend.ledger.map(({ id, key = "" }) => ({
      key,
      hasEnded: backend.job(id)?.finishedAtMs !== undefined,
    }));
    const events = (await stores.at(-1)?.load()) ?? [];
    for (const store of stores) await store.close();
    return { drivers, summary, tookMs, events, verdict: judge(events, ledger, trials) };
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}

/** In memory where the system has such a place: processes die here, machines do not. */
function fastFolder(): string {
  return existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
}

/** Leaves a request as another terminal does: through a store of its own. */
async function ask(
  path: string,
  clock: VirtualClock,
  { atMs, request }: NonNullable<Scene["asked"]>,
): Promise<void> {
  await clock.sleep(atMs);
  const store = await clock.hold(SqliteStore.open({ path, clock }));
  await store.request(request);
  await store.close();
}

function endedIn(events: readonly ExperimentEvent[]): ExperimentSummary | undefined {
  const last = events.at(-1);
  return last?.type === "experiment-ended" ? last : undefined;
}

function runnerOf({ submissionGuarantee, queueMs }: Scene, backend: FakeBackend): FakeRunner {
  return new FakeRunner(backend, { submissionGuarantee, stagingRequired: queueMs > 0 });
}

function* candidates(): Generator<Candidate> {
  for (let i = 0; i < trials; i += 1) yield { x: i / trials };
}

async function drive(
  runner: Runner,
  options: {
    readonly clock: Clock;
    readonly store: ExperimentStore;
    readonly scene: Scene;
  },
): Promise<ExperimentSummary> {
  const { clock, store, scene } = options;
  const able: Runner = scene.bare
    ? withoutMembers(runner, "runMultiple", "stopMultiple", "waitForChange")
    : runner;
  const orchestrator = new Orchestrator(
    {
      name: "rehearsal",
      parameters: [{ name: "x", type: "float", bounds: [0, 1] }],
      candidates,
      runner: scene.submissionGuarantee === "none" ? withoutMembers(able, "findSubmission") : able,
      maxPendingTrials: 2,
      ttlSecondsForTrials: 30,
      initSecondsBetweenPolls: 5,
      maxRetries: 1,
      toleratedTrialFailureRate: 0.9,
    },
    { clock, store, random: () => 0.5 },
  );
  const run = orchestrator.run();
  for (;;) {
    const step = await run.next();
    if (step.done === true) return step.value;
  }
}
