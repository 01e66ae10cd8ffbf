import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "@runners/core";
import { execa } from "execa";

const clusterScript = fileURLToPath(
  new URL("../../../../scripts/slurm/cluster.sh", import.meta.url),
);

export type SlurmClusterOptions = {
  /** Default `true`. */
  readonly accounting?: boolean;
  /** Seconds for which `squeue` lists an ended job. Default 300. */
  readonly minJobAge?: number;
};

/** What the cluster has written down of one job, or of one start of it. */
export type LedgerEntry = {
  readonly jobId: string;
  readonly name: string;
  readonly state: string;
  /** Whether it had nodes, so that it was started. */
  readonly started: boolean;
};

/** How many clusters this process has started: each has ports of its own. */
let clusters = 0;

/**
 * A real Slurm cluster of two nodes on this machine, of one test file. Its partitions are `main`
 * and `short`, whose jobs may run for ten minutes.
 */
export class SlurmCluster implements AsyncDisposable {
  readonly #start: readonly string[];
  readonly folder: string;

  private constructor(folder: string, options: readonly string[]) {
    this.folder = folder;
    this.#start = ["start", folder, ...options];
  }

  static async start(options: SlurmClusterOptions = {}): Promise<SlurmCluster> {
    // Short, since sockets lie in it.
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "slurm-")));
    // Below the ports that the system gives to whoever asks.
    const port = 20_000 + ((process.pid * 2 + clusters) % 1_000) * 10;
    clusters += 1;
    const cluster = new SlurmCluster(folder, [
      `--port=${port}`,
      `--min-job-age=${options.minJobAge ?? 300}`,
      ...(options.accounting === false ? ["--no-accounting"] : []),
    ]);
    await cluster.startMissing();
    return cluster;
  }

  /** What commands need to reach the cluster, with the whole of PATH. */
  get env(): Record<string, string> {
    return { PATH: process.env["PATH"] ?? "", SLURM_CONF: join(this.folder, "slurm.conf") };
  }

  /** A new folder that the nodes see, in that of the cluster. */
  makeFolder(name: string): string {
    const folder = join(this.folder, "jobs", name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Calls one of Slurm's commands; gives what it printed. */
  async call(command: string, ...args: readonly string[]): Promise<string> {
    const { stdout } = await execa(command, args, { env: this.env, extendEnv: false });
    return stdout;
  }

  /** Submits a script of `sh`; gives the job's id. */
  async submit(name: string, script: string, ...args: readonly string[]): Promise<string> {
    const folder = this.makeFolder("output");
    const options = [`--job-name=${name}`, `--chdir=${folder}`, ...args];
    return this.call("sbatch", "--parsable", ...options, `--wrap=${script}`);
  }

  /** Starts whatever daemon of the cluster does not run. */
  async startMissing(): Promise<void> {
    await execa(clusterScript, this.#start);
  }

  /** The controller answers no more, until it is resumed. */
  pauseController(): void {
    process.kill(this.#pidOf("slurmctld"), "SIGSTOP");
  }

  resumeController(): void {
    process.kill(this.#pidOf("slurmctld"), "SIGCONT");
  }

  /** `sacct` answers no more, until {@link startMissing}. */
  async stopAccounting(): Promise<void> {
    await this.#end("slurmdbd");
  }

  /** No new job starts on any node, until {@link resumeNodes}. */
  async drainNodes(): Promise<void> {
    await this.call("scontrol", "update", "NodeName=node[1-2]", "State=DRAIN", "Reason=test");
  }

  async resumeNodes(): Promise<void> {
    await this.call("scontrol", "update", "NodeName=node[1-2]", "State=RESUME");
  }

  /** Queues a running or ended job again; by itself, it waits for two minutes then. */
  async requeue(jobId: string): Promise<void> {
    await this.call("scontrol", "requeue", jobId);
  }

  /** Has a job that was queued again start as soon as it can. */
  async startNow(jobId: string): Promise<void> {
    await this.until(jobId, "PENDING");
    // A node refuses what starts within the second in which it has ended the last start: "Job
    // credential revoked", and the job has failed.
    while (await hasSteps(jobId)) await systemClock.sleep(50);
    await systemClock.sleep(1_000 - (systemClock.now() % 1_000));
    const update = ["update", `JobId=${jobId}`, "StartTime=now"];
    // The end of its last start, which comes after the queueing, puts the start off once more.
    while ((await this.#stateOf(jobId)) === "PENDING") {
      await execa("scontrol", update, { env: this.env, extendEnv: false, reject: false });
      await systemClock.sleep(200);
    }
  }

  /** Keeps a job that waits from starting, until {@link release}. */
  async hold(jobId: string): Promise<void> {
    await this.call("scontrol", "hold", jobId);
  }

  async release(jobId: string): Promise<void> {
    await this.call("scontrol", "release", jobId);
  }

  /** Has a running job's time limit pass now; Slurm notices within seconds. */
  async expire(jobId: string): Promise<void> {
    await this.call("scontrol", "update", `JobId=${jobId}`, "EndTime=now");
  }

  /** Resolves once `squeue` gives a job this state; a test that hangs here says which it has. */
  async until(jobId: string, state: string): Promise<void> {
    while ((await this.#stateOf(jobId)) !== state) await systemClock.sleep(50);
  }

  /** Resolves once `squeue` has forgotten a job. */
  async untilForgotten(jobId: string): Promise<void> {
    await this.until(jobId, "");
  }

  /**
   * What the cluster itself has written down: an entry for each start that has ended, for each job
   * that ended without one, and for each job that waits or runs. Of heterogeneous jobs, one for
   * each component.
   */
  async ledger(): Promise<readonly LedgerEntry[]> {
    const format = "--format=%A|%T|%N|%j";
    const queue = await this.call("squeue", "--noheader", "--states=all", format);
    const live = queue.split("\n").flatMap((line) => {
      const [jobId = "", state = "", nodes = "", ...name] = line.split("|");
      const isLive = /^(?:PENDING|CONFIGURING|RUNNING|SUSPENDED)$/.test(state);
      return isLive ? [{ jobId, state, started: nodes !== "", name: name.join("|") }] : [];
    });
    const log = join(this.folder, "log", "jobs.log");
    const ended = existsSync(log) ? readFileSync(log, "utf8").split("\n") : [];
    return [...ended.filter((line) => line !== "").map(parseEntry), ...live];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await execa(clusterScript, ["stop", this.folder]);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #stateOf(jobId: string): Promise<string> {
    const args = ["--noheader", "--states=all", "--format=%T", `--jobs=${jobId}`];
    const { stdout, stderr, exitCode } = await execa("squeue", args, {
      env: this.env,
      extendEnv: false,
      reject: false,
    });
    if (exitCode !== 0 && !stderr.includes("Invalid job id")) throw new Error(stderr);
    return stdout.split("\n")[0] ?? "";
  }

  #pidOf(daemon: string): number {
    return Number(readFileSync(join(this.folder, "run", `${daemon}.pid`), "utf8"));
  }

  async #end(daemon: string): Promise<void> {
    const file = join(this.folder, "run", `${daemon}.pid`);
    process.kill(this.#pidOf(daemon), "SIGKILL");
    // So that the script does not take whoever has its id next for it.
    rmSync(file);
  }
}

function parseEntry(line: string): LedgerEntry {
  const field = (name: string): string =>
    new RegExp(`(?:^| )${name}=(.*?)(?= [A-Za-z]+=|\\s*$)`).exec(line)?.[1] ?? "";
  return {
    jobId: field("JobId"),
    name: field("Name"),
    state: field("JobState"),
    started: field("NodeList") !== "(null)",
  };
}

/** Whether some node still carries out a job. */
async function hasSteps(jobId: string): Promise<boolean> {
  const found = await execa("pgrep", ["-f", `^slurmstepd: \\[${jobId}\\.`], { reject: false });
  return found.exitCode === 0;
}
