import assert from "node:assert/strict";
import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { BaseTrial, Runner } from "@runners/core";
import { vi } from "vitest";
import { appRecordOf } from "../apps/app-record.ts";
import { jobName } from "../slurm/job-name.ts";
import { submissionFiles } from "../wrapper/submission-files.ts";
import { GatedHarness } from "./gated-harness.ts";
import { namesIn } from "./names-in.ts";
import type { SlurmCluster } from "./slurm-cluster.ts";
import type { TorchXVenv } from "./torchx-venv.ts";

/** How many harnesses there were: each has a folder of its own. */
let harnesses = 0;

/** Jobs of a real cluster. */
export class SlurmHarness extends GatedHarness {
  readonly #cluster: SlurmCluster;
  readonly #configuration: string;

  constructor(venv: TorchXVenv, cluster: SlurmCluster) {
    harnesses += 1;
    super(cluster.makeFolder(`harness ${harnesses}`), {
      ...venv,
      scheduler: "slurm",
      cfg: { partition: "main" },
      env: { SLURM_CONF: cluster.env["SLURM_CONF"] ?? "" },
    });
    this.#cluster = cluster;
    this.#configuration = join(cluster.folder, "slurm.conf");
  }

  reopen(): Runner {
    return this.open();
  }

  async acceptedJobs(trial: BaseTrial<unknown>): Promise<number> {
    const names = new Set(this.keysOf(trial).map(jobName));
    return (await this.#cluster.ledger()).filter(({ name }) => names.has(name)).length;
  }

  /** With a configuration that cannot be read no command finds the cluster, which goes on. */
  async setReachable(reachable: boolean): Promise<void> {
    if (!reachable) await this.#allStarted();
    const hidden = `${this.#configuration}.hidden`;
    if (reachable && existsSync(hidden)) renameSync(hidden, this.#configuration);
    if (reachable || existsSync(hidden)) return;
    renameSync(this.#configuration, hidden);
    writeFileSync(this.#configuration, "Nothing=known\n");
  }

  /** The job is gone from the queue, and so are its records; the cluster keeps no accounts. */
  async forget(trial: BaseTrial<unknown>): Promise<void> {
    const { jobId, directory } = appRecordOf(trial, "slurm");
    await this.#cluster.call("scancel", jobId);
    await this.#cluster.untilForgotten(jobId);
    rmSync(submissionFiles(directory).records, { recursive: true, force: true });
  }

  async requeue(trial: BaseTrial<unknown>): Promise<void> {
    await this.#cluster.requeue(appRecordOf(trial, "slurm").jobId);
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await this.setReachable(true);
    await this.#cluster.call("scancel", `--user=${userInfo().username}`);
    await super[Symbol.asyncDispose]();
  }

  /** What starts a program within its job reads the configuration too. */
  async #allStarted(): Promise<void> {
    for (const key of this.keys) {
      const { records } = submissionFiles(join(this.place, ".runners", "torchx", key));
      const started = (): boolean => namesIn(records).some((name) => name.endsWith(".started"));
      await vi.waitFor(() => assert.ok(started()), { timeout: 30_000 });
    }
  }
}
