import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FakeLedgerEntry } from "@runners/core/testing";
import { callCluster } from "./call-cluster.ts";
import type { ClusterAnswer, ClusterControl, ClusterJob } from "./protocol.ts";

const program = fileURLToPath(new URL("cluster-main.ts", import.meta.url));

/** The fake cluster's process, and how a test talks to it. It ends when this is disposed of. */
export class Cluster {
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(folder: string, process: ChildProcess) {
    this.#folder = folder;
    this.#process = process;
  }

  /** Starts it. @param folder where its socket and ledgers lie; short, as paths of sockets are */
  static async start(folder: string): Promise<Cluster> {
    const started = spawn(process.execPath, ["--conditions=@runners/source", program, folder], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [said] = (await Promise.race([
      once(started.stdout, "data"),
      once(started, "exit").then(() => ["it ended at once"]),
    ])) as [unknown];
    if (String(said) !== "ready\n") throw new Error(`The cluster did not start: ${String(said)}`);
    return new Cluster(folder, started);
  }

  get socketPath(): string {
    return join(this.#folder, "cluster.sock");
  }

  async control(partition: string, control: ClusterControl): Promise<ClusterAnswer> {
    const options = { socketPath: this.socketPath, timeoutMs: 60_000 };
    const outcome = await callCluster({ partition, ...control }, options);
    if (outcome.type !== "answered") throw outcome.error;
    return outcome.answer;
  }

  /** Every job that the partition ever accepted, as it is now. */
  async jobs(partition: string): Promise<readonly ClusterJob[]> {
    const answer = await this.control(partition, { op: "all" });
    if (answer.type === "jobs") return answer.jobs;
    throw new Error(`The cluster does not list its jobs: ${JSON.stringify(answer)}`);
  }

  /** What the partition wrote down of every job before it accepted it. */
  ledger(partition: string): readonly FakeLedgerEntry[] {
    const path = join(this.#folder, `${partition}.ledger`);
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, "utf8").split("\n");
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as FakeLedgerEntry);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const exited = once(this.#process, "exit");
    this.#process.stdin?.end();
    await exited;
  }
}
