import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { RunnerError, type BaseTrial, type RunOptions, type Trial } from "@runners/core";
import { checkpointName } from "../arguments/checkpoint-name.ts";
import { commandArguments } from "../arguments/command-arguments.ts";
import { parametersJson } from "../arguments/parameters-json.ts";
import type { LocalRunnerSettings } from "../local-runner-settings.ts";
import type { Machine } from "../processes/this-machine.ts";
import { installSupervisor } from "../supervisor/install-supervisor.ts";
import { startSupervisor, type SupervisorAnswer } from "../supervisor/start-supervisor.ts";
import { writeFileAtomically } from "../write-file-atomically.ts";
import { attemptFiles, type AttemptFiles } from "./attempt-files.ts";
import type { Claim } from "./claim.ts";
import { deriveSubmissionKey } from "./derive-submission-key.ts";
import { submissionKeyVariable } from "./inspect-attempts.ts";
import { readClaim } from "./read-claim.ts";
import type { Slots } from "./slots.ts";
import { checkSubmissionKey } from "./submission-key.ts";

/** Runs a trial once for its submission key, and gives the claim of the attempt. */
export async function runAttempt(
  trial: BaseTrial,
  options: RunOptions,
  settings: LocalRunnerSettings,
  slots: Slots,
  thisMachine: () => Promise<Machine>,
): Promise<Claim> {
  const { signal, notAfterMs } = options;
  signal?.throwIfAborted();
  const single = singleArm(trial);
  const { index } = single;
  const { templates, parameterArguments, directory, clock, random } = settings;
  const { parameters } = single.arms[0];
  const args = commandArguments(templates, parameterArguments, parameters, index);
  const key = checkSubmissionKey(options.submissionKey ?? deriveSubmissionKey(single, random));
  const files = attemptFiles(directory, key);
  const machine = await thisMachine();
  const before = await readClaim(files);
  if (before !== undefined) return sameTrial(before, single);
  if (notAfterMs !== undefined && clock.now() >= notAfterMs) throw tooLate(index, notAfterMs);

  const script = await prepareDirectory(directory);
  signal?.throwIfAborted();
  await slots.reserve(key, index);
  try {
    const checkpoints = join(directory, "checkpoints", checkpointName(single));
    await prepareAttempt(files, checkpoints, parametersJson(parameters), index);
    signal?.throwIfAborted();
    const identity = {
      version: 1 as const,
      directory,
      submissionKey: key,
      trialIndex: index,
      attempt: single.attempt,
      hostName: machine.hostName,
      bootId: machine.bootId,
      pidNamespace: machine.pidNamespace,
    };
    const { program, cwd, stopGraceMs } = settings;
    const env = { ...settings.env, ...trialEnvironment(single, key, files, checkpoints) };
    const order = { script, identity, files, program, args, cwd, env, notAfterMs, stopGraceMs };
    const answer = await startSupervisor(order, machine, clock, signal);
    const claim = await readClaim(files);
    if (claim !== undefined) return sameTrial(claim, single);
    throw answer === "late" ? tooLate(index, notAfterMs) : withoutClaim(answer, files, index);
  } finally {
    slots.release(key);
  }
}

function singleArm(trial: BaseTrial): Trial {
  if (trial.kind === "trial") return trial;
  const message =
    `Trial ${trial.index} is a BatchTrial of ${trial.arms.length} arms; ` +
    `a LocalRunner runs trials of one arm: give each arm a trial of its own.`;
  throw new RunnerError("INVALID_TRIAL", message, { trialIndex: trial.index });
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

/** Creates what all attempts share; returns the path of the supervisor's script. */
async function prepareDirectory(directory: string): Promise<string> {
  try {
    for (const name of ["attempts", "live", "ended", "checkpoints"]) {
      await makeDirectory(join(directory, name));
    }
    return await installSupervisor(directory);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `directory is ${directory}, which cannot be written to (${why}); give another, or access to it.`;
    throw new RunnerError("INVALID_ARGUMENT", message, { cause });
  }
}

async function prepareAttempt(
  files: AttemptFiles,
  checkpoints: string,
  parameters: string,
  trialIndex: number,
): Promise<void> {
  try {
    await makeDirectory(checkpoints);
    await makeDirectory(files.directory);
    await writeFileAtomically(files.parameters, parameters);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `Trial ${trialIndex} was not started, because its files cannot be written: ${why}`;
    throw new RunnerError("BACKEND", message, { cause, trialIndex });
  }
}

async function makeDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
}

function trialEnvironment(
  { index, attempt }: Trial,
  submissionKey: string,
  files: AttemptFiles,
  checkpoints: string,
): Readonly<Record<string, string>> {
  return {
    RUNNERS_PARAMETERS: files.parameters,
    RUNNERS_RESULTS: files.results,
    RUNNERS_CHECKPOINT_DIR: checkpoints,
    RUNNERS_TRIAL_INDEX: String(index),
    RUNNERS_ATTEMPT: String(attempt),
    [submissionKeyVariable]: submissionKey,
  };
}
