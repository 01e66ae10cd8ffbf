import { join } from "node:path";
import { RunnerError, systemProcesses } from "@runners/core";
import { attemptFiles } from "../attempts/attempt-files.ts";
import { inspectAttempts } from "../attempts/inspect-attempts.ts";
import { lookUpSubmission } from "../attempts/look-up-submission.ts";
import { readClaim } from "../attempts/read-claim.ts";
import type { LocalRunnerSettings } from "../local-runner-settings.ts";
import type { Machine } from "../processes/this-machine.ts";
import { GpuLeases, type GpuLease } from "./gpu-leases.ts";
import { listGpus } from "./list-gpus.ts";

/** Gives each trial GPUs of its own, among all drivers of the directory. */
export class GpuAssignment {
  readonly #settings: LocalRunnerSettings;
  readonly #machine: () => Promise<Machine>;
  #leases: Promise<GpuLeases> | undefined;

  constructor(settings: LocalRunnerSettings, machine: () => Promise<Machine>) {
    this.#settings = settings;
    this.#machine = machine;
  }

  /** How many more trials have GPUs. */
  async free(): Promise<number> {
    const { gpusPerTrial } = this.#settings;
    if (gpusPerTrial === 0) return Infinity;
    return Math.floor((await (await this.#opened()).free()) / gpusPerTrial);
  }

  /**
   * Takes the GPUs of a trial; undefined where trials need none.
   *
   * @throws {RunnerError} `NO_CAPACITY`; `INVALID_ARGUMENT` where there are not as many in all
   */
  async take(submissionKey: string, trialIndex: number): Promise<GpuLease | undefined> {
    const { gpusPerTrial, directory } = this.#settings;
    if (gpusPerTrial === 0) return undefined;
    const { bootId } = await this.#machine();
    const { pid } = process;
    const startTime = (await systemProcesses.starts([pid])).get(pid) ?? "";
    const lease: Lease = { submissionKey, bootId, pid, startTime };
    const taken = await (await this.#opened()).take(gpusPerTrial, JSON.stringify(lease));
    if (taken !== undefined) return taken;
    const message =
      `Trial ${trialIndex} was not started: fewer than ${gpusPerTrial} GPUs are free ` +
      `in ${directory}; ask again when a trial has ended.`;
    throw new RunnerError("NO_CAPACITY", message, { trialIndex });
  }

  #opened(): Promise<GpuLeases> {
    this.#leases ??= this.#open().catch((error: unknown) => {
      this.#leases = undefined;
      throw error;
    });
    return this.#leases;
  }

  async #open(): Promise<GpuLeases> {
    const { gpus: given, gpusPerTrial, env, directory } = this.#settings;
    const gpus = given ?? (await listGpus(env));
    if (gpus.length < gpusPerTrial) {
      throw new RunnerError(
        "INVALID_ARGUMENT",
        `gpusPerTrial is ${gpusPerTrial}, but CUDA_VISIBLE_DEVICES, or else ` +
          `nvidia-smi, names ${gpus.length}; ask for fewer, or name them in the option gpus.`,
      );
    }
    return new GpuLeases(join(directory, "gpus"), gpus, (lease) => this.#lives(lease));
  }

  /** A lease holds while its attempt runs, and before, while somebody may still start that. */
  async #lives(text: string): Promise<boolean> {
    const { submissionKey, bootId, pid, startTime } = JSON.parse(text) as Lease;
    const { directory } = this.#settings;
    const machine = await this.#machine();
    const look = await lookUpSubmission(directory, submissionKey, machine);
    if (look.outcome === "unknown") return true;
    const claim = await readClaim(attemptFiles(directory, submissionKey));
    if (claim !== undefined) {
      const state = (await inspectAttempts([claim], machine)).get(submissionKey)?.state;
      return state !== "ended" && state !== "absent";
    }
    if (bootId !== machine.bootId) return false;
    return (await systemProcesses.starts([pid])).get(pid) === startTime;
  }
}

/** For which attempt a GPU was taken, and by which process. */
type Lease = {
  readonly submissionKey: string;
  readonly bootId: string;
  readonly pid: number;
  readonly startTime: string;
};
