import { join } from "node:path";
import {
  checkSubmissionKey,
  deriveSubmissionKey,
  RunnerError,
  type BaseTrial,
  type RunOptions,
  type Trial,
} from "@runners/core";
import { checkpointName } from "../arguments/checkpoint-name.ts";
import { commandArguments } from "../arguments/command-arguments.ts";
import { parametersJson } from "../arguments/parameters-json.ts";
import type { GpuAssignment } from "../gpus/gpu-assignment.ts";
import type { LocalRunnerSettings } from "../local-runner-settings.ts";
import type { Machine } from "../processes/this-machine.ts";
import { startSupervisor, type SupervisorAnswer } from "../supervisor/start-supervisor.ts";
import { attemptFiles, type AttemptFiles } from "./attempt-files.ts";
import type { Claim } from "./claim.ts";
import { prepareAttempt, prepareDirectory } from "./prepare-directory.ts";
import { readClaim } from "./read-claim.ts";
import { messageOf } from "../message-of.ts";
import { singleArm } from "./single-arm.ts";
import type { Slots } from "./slots.ts";
import { submissionKeyVariable } from "./submission-key-variable.ts";
import type { TrialVariable } from "./trial-variables.ts";

/** Linux and macOS have a POSIX shell there. */
const shell = "/bin/sh";

/** Starts attempts, each submission key once. */
export class AttemptStarter {
  readonly #settings: LocalRunnerSettings;
  readonly #slots: Slots;
  readonly #gpus: GpuAssignment;
  readonly #machine: () => Promise<Machine>;

  constructor(
    settings: LocalRunnerSettings,
    slots: Slots,
    gpus: GpuAssignment,
    machine: () => Promise<Machine>,
  ) {
    this.#settings = settings;
    this.#slots = slots;
    this.#gpus = gpus;
    this.#machine = machine;
  }

  /** Starts the trial, unless its key was used; gives the claim of the attempt. */
  async run(trial: BaseTrial, options: RunOptions): Promise<Claim> {
    const { signal, notAfterMs } = options;
    signal?.throwIfAborted();
    const single = singleArm(trial);
    const { index } = single;
    const { templates, parameterArguments, directory, clock, random } = this.#settings;
    const { parameters } = single.arms[0];
    const args = commandArguments(templates, parameterArguments, parameters, index);
    checkTimeLimit(options.timeLimitMs);
    const key = checkSubmissionKey(options.submissionKey ?? deriveSubmissionKey(single, random));
    const before = await readClaim(attemptFiles(directory, key));
    if (before !== undefined) return sameTrial(before, single);
    if (notAfterMs !== undefined && clock.now() >= notAfterMs) throw tooLate(index, notAfterMs);
    const script = await prepareDirectory(directory);
    signal?.throwIfAborted();
    await this.#slots.reserve(key, index);
    try {
      return await this.#start(single, key, script, args, options);
    } catch (error) {
      if (RunnerError.is(error) || (signal?.aborted && error === signal.reason)) throw error;
      const message = `Trial ${index} was not started: ${messageOf(error)}`;
      throw new RunnerError("BACKEND", message, { cause: error, trialIndex: index });
    } finally {
      this.#slots.release(key);
    }
  }

  async #start(
    trial: Trial,
    key: string,
    script: string,
    args: readonly string[],
    { signal, notAfterMs, timeLimitMs }: RunOptions,
  ): Promise<Claim> {
    const { directory, program, cwd, stopGraceMs, clock } = this.#settings;
    const { index, attempt } = trial;
    const files = attemptFiles(directory, key);
    const checkpoints = join(directory, "checkpoints", checkpointName(trial));
    await prepareAttempt(files, checkpoints, parametersJson(trial.arms[0].parameters), index);
    const { hostName, bootId, pidNamespace } = await this.#machine();
    const place = { version: 1 as const, directory, hostName, bootId, pidNamespace };
    const identity = { ...place, submissionKey: key, trialIndex: index, attempt };
    signal?.throwIfAborted();
    const lease = await this.#gpus.take(key, index);
    const env = {
      ...this.#settings.env,
      ...trialEnvironment(trial, key, files, checkpoints),
      ...(lease && { CUDA_VISIBLE_DEVICES: lease.gpus.join(",") }),
    };
    const order = {
      shell,
      script,
      identity,
      files,
      program,
      args,
      cwd,
      env,
      notAfterMs,
      timeLimitMs,
      stopGraceMs,
    };
    let started: Started;
    try {
      started = await startSupervisor(order, clock, signal);
    } catch (error) {
      if (!RunnerError.is(error, "SUBMISSION_UNKNOWN")) await lease?.release();
      throw error;
    }
    const { answer, pid } = started;
    const claim = await readClaim(files).catch((cause: unknown) => {
      const message = `Trial ${index} may have been started, but its claim cannot be read: ${messageOf(cause)}`;
      throw new RunnerError("SUBMISSION_UNKNOWN", message, { cause, trialIndex: index });
    });
    // Another supervisor runs the attempt, or none does.
    if (claim?.pid !== pid) await lease?.release();
    if (claim !== undefined) return sameTrial(claim, trial);
    throw answer === "late" ? tooLate(index, notAfterMs) : withoutClaim(answer, files, index);
  }
}

type Started = { readonly answer: SupervisorAnswer; readonly pid: number };

function checkTimeLimit(timeLimitMs: number | undefined): void {
  if (timeLimitMs === undefined || timeLimitMs >= 0) return;
  const message = `timeLimitMs is ${timeLimitMs}; give milliseconds, 0 or more.`;
  throw new RunnerError("INVALID_ARGUMENT", message);
}

function sameTrial(claim: Claim, { index, attempt }: Trial): Claim {
  if (claim.trialIndex === index && claim.attempt === attempt) return claim;
  const message =
    `submissionKey is ${JSON.stringify(claim.submissionKey)}, which attempt ${claim.attempt} of ` +
    `trial ${claim.trialIndex} was run under; give attempt ${attempt} of trial ${index} another.`;
  throw new RunnerError("INVALID_ARGUMENT", message, { trialIndex: index });
}

function tooLate(trialIndex: number, notAfterMs: number | undefined): RunnerError {
  const message = `Trial ${trialIndex} was not started: notAfterMs (${notAfterMs}) has passed.`;
  return new RunnerError("DEADLINE_PASSED", message, { trialIndex });
}

function withoutClaim(
  answer: SupervisorAnswer,
  { directory }: AttemptFiles,
  trialIndex: number,
): RunnerError {
  if (answer === "unclaimed") {
    const message =
      `Trial ${trialIndex} was not started: its supervisor could not claim ${directory}; ` +
      `the file system must have hard links, and room.`;
    return new RunnerError("BACKEND", message, { trialIndex });
  }
  const message = `Trial ${trialIndex} may have been started, but ${directory} has no claim of it.`;
  return new RunnerError("SUBMISSION_UNKNOWN", message, { trialIndex });
}

function trialEnvironment(
  { index, attempt }: Trial,
  submissionKey: string,
  files: AttemptFiles,
  checkpoints: string,
): Readonly<Record<TrialVariable, string>> {
  return {
    RUNNERS_PARAMETERS: files.parameters,
    RUNNERS_RESULTS: files.results,
    RUNNERS_CHECKPOINT_DIR: checkpoints,
    RUNNERS_TRIAL_INDEX: String(index),
    RUNNERS_ATTEMPT: String(attempt),
    [submissionKeyVariable]: submissionKey,
  };
}
