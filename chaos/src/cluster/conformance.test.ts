import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  systemClock,
  type BaseTrial,
  type Runner,
  type SubmissionGuarantee,
  type Trial,
} from "@runners/core";
import {
  makeTrial,
  runnerConformance,
  SpyClock,
  type ConformanceHarness,
  type TrialFate,
} from "@runners/core/testing";
import { afterAll, describe, test } from "vitest";
import { ClusterRunner } from "./cluster-runner.ts";
import { Cluster } from "./cluster.ts";

const folder = mkdtempSync(join(tmpdir(), "cluster-"));
const cluster = await Cluster.start(folder);
let partitions = 0;

afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

class ClusterHarness implements ConformanceHarness {
  readonly patience = 1_000;
  readonly clock = new SpyClock(systemClock);
  readonly runner: Runner;
  readonly #partition: string;
  readonly #guarantee: SubmissionGuarantee;
  readonly #fates = new Map<number, TrialFate>();

  constructor(partition: string, guarantee: SubmissionGuarantee) {
    this.#partition = partition;
    this.#guarantee = guarantee;
    this.runner = this.reopen();
  }

  reopen(): Runner {
    const { socketPath } = cluster;
    const submissionGuarantee = this.#guarantee;
    const partition = this.#partition;
    return new ClusterRunner({ socketPath, partition, submissionGuarantee, clock: this.clock });
  }

  makeTrial(index: number, fate: TrialFate): Trial<unknown> {
    this.#fates.set(index, fate);
    return makeTrial({ fate }, { index });
  }

  makeInvalidTrial(index: number): Trial<unknown> {
    return makeTrial(null, { index });
  }

  async finish({ index: trialIndex }: BaseTrial<unknown>): Promise<void> {
    const exitCode = this.#fates.get(trialIndex) === "fails" ? 1 : 0;
    await cluster.control(this.#partition, { op: "finish", trialIndex, exitCode });
  }

  acceptedJobs({ index }: BaseTrial<unknown>): number {
    return cluster.ledger(this.#partition).filter(({ trialIndex }) => trialIndex === index).length;
  }

  async setReachable(reachable: boolean): Promise<void> {
    await cluster.control(this.#partition, { op: "reachable", reachable });
  }

  async forget({ index: trialIndex }: BaseTrial<unknown>): Promise<void> {
    await cluster.control(this.#partition, { op: "forget", trialIndex });
  }

  async reportUnmapped({ index: trialIndex }: BaseTrial<unknown>): Promise<string> {
    await cluster.control(this.#partition, { op: "report", trialIndex, state: "RECONFIGURING" });
    return "RECONFIGURING";
  }

  async requeue({ index: trialIndex }: BaseTrial<unknown>): Promise<void> {
    await cluster.control(this.#partition, { op: "requeue", trialIndex });
  }

  async exhaust(): Promise<void> {
    await cluster.control(this.#partition, { op: "slots", slots: 0 });
  }
}

describe.each(["exact", "reattach", "none"] as const)(
  "the runner of the fake cluster (%s)",
  async (guarantee) => {
    await runnerConformance({
      test,
      create: async () => {
        partitions += 1;
        const partition = `conformance-${partitions}`;
        // Three ids, so that they are used again within a case.
        await cluster.control(partition, { op: "create", options: { ids: 3 } });
        return new ClusterHarness(partition, guarantee);
      },
    });
  },
);
