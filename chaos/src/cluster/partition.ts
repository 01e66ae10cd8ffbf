import { appendFileSync } from "node:fs";
import { systemClock } from "@runners/core";
import { FakeBackend, type FakeJob } from "@runners/core/testing";
import seedrandom from "seedrandom";
import type {
  ClusterAnswer,
  ClusterControl,
  ClusterFaults,
  ClusterJob,
  ClusterRequest,
  PartitionOptions,
} from "./protocol.ts";

/**
 * One partition of the fake cluster: a backend with a ledger of its own, which loses answers, fails
 * and forgets by chance.
 */
export class Partition {
  readonly #backend: FakeBackend;
  readonly #random: () => number;
  readonly #ids: number;
  readonly #ledgerPath: string;
  #faults: Required<ClusterFaults>;

  /** @param ledgerPath a line is appended to this file for each job, before it is accepted */
  constructor(options: PartitionOptions, ledgerPath: string) {
    const { slots = Infinity, runtimeMs, queueMs = 0, visibilityMs = 0, seed = 1 } = options;
    this.#random = seedrandom(String(seed));
    this.#ids = options.ids ?? 1_000_000;
    this.#faults = { ...none, ...options.faults };
    this.#ledgerPath = ledgerPath;
    const [least, most] = runtimeMs ?? [Infinity, Infinity];
    this.#backend = new FakeBackend({
      slots,
      queueMs,
      visibilityMs,
      runtimeMs: () => (least === most ? least : least + this.#random() * (most - least)),
    });
  }

  /** Answers, or undefined: never. */
  take(call: ClusterRequest | ClusterControl): ClusterAnswer | undefined {
    try {
      return this.#take(call);
    } catch (error) {
      return { type: "failed", reason: (error as Error).message };
    }
  }

  #take(call: ClusterRequest | ClusterControl): ClusterAnswer | undefined {
    const backend = this.#backend;
    switch (call.op) {
      case "create":
        return { type: "done" };
      case "heal":
        this.#faults = none;
        return { type: "done" };
      case "all":
        return this.#told(backend.ledger.map(({ id }) => backend.job(id)));
      case "reachable":
        backend.setReachable(call.reachable);
        return { type: "done" };
      case "slots":
        backend.setSlots(call.slots);
        return { type: "done" };
      case "finish":
        backend.finish(call.trialIndex, { exitCode: call.exitCode });
        return { type: "done" };
      case "forget":
        backend.forget(call.trialIndex);
        return { type: "done" };
      case "requeue":
        backend.requeue(call.trialIndex);
        return { type: "done" };
      case "report":
        backend.report(call.trialIndex, call.state);
        return { type: "done" };
      case "submit":
        return this.#submit(call);
      case "query":
      case "find":
      case "cancel":
      case "capacity":
        return this.#query(call);
    }
  }

  #submit(call: Extract<ClusterRequest, { op: "submit" }>): ClusterAnswer | undefined {
    const { key, once, trialIndex, attempt } = call;
    const { executeAndTimeOut, vanish, refuse } = this.#faults;
    const dice = this.#random();
    if (dice < refuse) return { type: "refused", reason: "The cluster takes no jobs now." };
    if (dice < refuse + vanish) return undefined;
    const accepted = this.#backend.ledger.length;
    const entry = this.#backend.submit({ key, once, trialIndex, attempt });
    if (entry === undefined) return { type: "refused", reason: "No slot is free." };
    const isNew = this.#backend.ledger.length > accepted;
    if (isNew) {
      appendFileSync(this.#ledgerPath, `${JSON.stringify(entry)}\n`);
      this.#backend.measure(entry.id, { metric: "loss", mean: 1 / (1 + trialIndex) });
      if (this.#random() < this.#faults.requeue) void this.#requeueSoon(entry.id);
    }
    if (dice < refuse + vanish + executeAndTimeOut) return undefined;
    const { id, submittedAtMs } = entry;
    const job = { id: this.#shortId(id), trialIndex, attempt, submittedAtMs };
    return {
      type: "jobs",
      jobs: [{ ...job, ...(key !== undefined && { key }), state: "QUEUED", observations: [] }],
    };
  }

  #query(call: Exclude<ClusterRequest, { op: "submit" }>): ClusterAnswer | undefined {
    const { fail, hang } = this.#faults;
    const dice = this.#random();
    if (dice < fail) return { type: "failed", reason: "The cluster's database is not answering." };
    if (dice < fail + hang) return undefined;
    const backend = this.#backend;
    switch (call.op) {
      case "capacity": {
        const slots = backend.freeSlots();
        return { type: "free", slots: slots === Infinity ? null : slots };
      }
      case "query": {
        const latest = call.ids.map((id) => this.#latest(id));
        return this.#told(latest.map((id) => (id === undefined ? undefined : backend.query(id))));
      }
      case "find":
        return this.#told(call.keys.flatMap((key) => backend.find(key)));
      case "cancel": {
        // A job that does not show yet can be cancelled all the same.
        const named = backend.ledger.filter(({ key }) => call.keys.includes(key ?? ""));
        for (const { id } of named) backend.cancel(id, call.reason);
        return { type: "done" };
      }
    }
  }

  /** The newest job that has this short id. */
  #latest(short: string): string | undefined {
    return this.#backend.ledger.findLast(({ id }) => this.#shortId(id) === short)?.id;
  }

  #shortId(id: string): string {
    return String(Number(id.slice("job-".length)) % this.#ids);
  }

  #told(jobs: readonly (FakeJob | undefined)[]): ClusterAnswer {
    const { leaveOut, babble } = this.#faults;
    const told: ClusterJob[] = [];
    for (const job of jobs) {
      const dice = this.#random();
      // What is left out looks like doubt, never like a job that is not there: see the runner.
      if (job === undefined) continue;
      if (dice < leaveOut) told.push({ ...this.#tell(job), state: "" });
      else if (dice < leaveOut + babble) told.push({ ...this.#tell(job), state: "RECONFIGURING" });
      else told.push(this.#tell(job));
    }
    return { type: "jobs", jobs: told };
  }

  #tell(job: FakeJob): ClusterJob {
    const { key, trialIndex, attempt, state, submittedAtMs, observations } = job;
    const { startedAtMs, finishedAtMs, exitCode, reason } = job;
    return {
      id: this.#shortId(job.id),
      ...(key !== undefined && { key }),
      trialIndex,
      attempt,
      state,
      submittedAtMs,
      ...(startedAtMs !== undefined && { startedAtMs }),
      ...(finishedAtMs !== undefined && { finishedAtMs }),
      ...(exitCode !== undefined && { exitCode }),
      ...(reason !== undefined && { reason }),
      observations,
    };
  }

  async #requeueSoon(id: string): Promise<void> {
    await systemClock.sleep(5);
    if (this.#backend.job(id)?.state !== "RUNNING") return;
    this.#backend.requeue(id);
    await systemClock.sleep(20);
    this.#backend.start(id);
  }
}

const none: Required<ClusterFaults> = {
  executeAndTimeOut: 0,
  vanish: 0,
  refuse: 0,
  fail: 0,
  hang: 0,
  leaveOut: 0,
  babble: 0,
  requeue: 0,
};
