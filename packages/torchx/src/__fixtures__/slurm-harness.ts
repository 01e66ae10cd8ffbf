import { renameSync, rmSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { BaseTrial, Runner } from "@runners/core";
import { appRecordOf } from "../apps/app-record.ts";
import { jobName } from "../slurm/job-name.ts";
import { GatedHarness } from "./gated-harness.ts";
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

  /** Without its configuration no command finds the cluster, which goes on. */
  setReachable(reachable: boolean): void {
    const hidden = `${this.#configuration}.hidden`;
    if (reachable) renameSync(hidden, this.#configuration);
    else renameSync(this.#configuration, hidden);
    this.#hidden = !reachable;
  }
  #hidden = false;

  /** The job is gone from the queue, and so are its records; the cluster keeps no accounts. */
  async forget(trial: BaseTrial<unknown>): Promise<void> {
    const { jobId, directory } = appRecordOf(trial, "slurm");
    await this.#cluster.call("scancel", jobId);
    await this.#cluster.untilForgotten(jobId);
    rmSync(join(directory, "records"), { recursive: true });
  }

  async requeue(trial: BaseTrial<unknown>): Promise<void> {
    await this.#cluster.requeue(appRecordOf(trial, "slurm").jobId);
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    if (this.#hidden) this.setReachable(true);
    await this.#cluster.call("scancel", `--user=${userInfo().username}`);
    await super[Symbol.asyncDispose]();
  }
}
