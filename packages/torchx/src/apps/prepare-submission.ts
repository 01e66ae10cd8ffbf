import { join, resolve } from "node:path";
import { RunnerError, type BaseTrial, type CallOptions, type RunOptions } from "@runners/core";
import type { AppSource, SchedulerCfg, Submission } from "../client/submission.ts";
import { bindParameters } from "../component/bind-parameters.ts";
import { slurmTimeLimit } from "../slurm/slurm-time-limit.ts";
import type { TorchXRunnerSettings } from "../torchx-runner-settings.ts";
import { wrapperScript } from "../wrapper/wrapper-script.ts";
import type { ExpectedApp } from "./app-record.ts";
import { checkCfg } from "./check-cfg.ts";
import type { Connection } from "./connection.ts";
import { expectedRoles } from "./expected-roles.ts";

/** What is submitted for a trial, and what will be known of it. */
export type PreparedSubmission = {
  readonly submission: Submission;
  readonly expected: ExpectedApp;
};

/** Checks everything that can be checked without submitting; starts and writes nothing. */
export async function prepareSubmission(
  trial: BaseTrial,
  submissionKey: string,
  connection: Connection,
  settings: TorchXRunnerSettings,
  options: Pick<RunOptions, "notAfterMs" | "timeLimitMs"> & CallOptions,
): Promise<PreparedSubmission> {
  const { scheduler, trackerBase, constants, wrap, clientOptions } = settings;
  const component = await connection.component(options);
  const source = bindParameters(component, trial, { constants, trackerBase, scheduler });
  const directory = join(settings.directory, submissionKey);
  const given = cfgOf(trial, settings);
  // What TorchX's configuration adds, TorchX itself knows.
  const isAll = !clientOptions.useTorchXConfig;
  checkCfg(given, scheduler, await connection.runOptions(options), isAll);
  const cfg = completeCfg(given, directory, settings, options.timeLimitMs);
  const { cwd } = clientOptions;
  return {
    submission: {
      trialIndex: trial.index,
      submissionKey,
      notAfterMs: options.notAfterMs,
      source,
      scheduler,
      cfg,
      wrapper: wrap ? { script: wrapperScript, directory, workingDirectory: cwd } : undefined,
    },
    expected: expectedApp(submissionKey, cfg, source, settings),
  };
}

/** What is known of a submission without its component or `cfg`, which may not work any more. */
export function bareExpectedApp(
  trial: BaseTrial,
  submissionKey: string,
  settings: TorchXRunnerSettings,
): ExpectedApp {
  let given: SchedulerCfg = {};
  try {
    given = { ...cfgOf(trial, settings) };
  } catch {
    // Its own default is looked at.
  }
  const directory = join(settings.directory, submissionKey);
  const cfg = completeCfg(given, directory, settings, undefined);
  return expectedApp(submissionKey, cfg, undefined, settings);
}

function expectedApp(
  submissionKey: string,
  cfg: SchedulerCfg,
  source: AppSource | undefined,
  settings: TorchXRunnerSettings,
): ExpectedApp {
  const { trackerBase, scheduler, wrap } = settings;
  return {
    torchxTrackerBase: trackerBase,
    scheduler,
    submissionKey,
    directory: join(settings.directory, submissionKey),
    logDirectory: logDirectoryOf(cfg, settings),
    wrapped: wrap,
    roles: expectedRoles(source, submissionKey),
    session: "",
    namespace: cfg["namespace"],
  };
}

function cfgOf(trial: BaseTrial, settings: TorchXRunnerSettings): SchedulerCfg {
  try {
    const cfg: unknown = settings.cfgOf(trial);
    // It is refused as it is, and nobody will wait for it.
    if (cfg instanceof Promise) cfg.catch(() => undefined);
    return cfg as SchedulerCfg;
  } catch (cause) {
    const { index: trialIndex } = trial;
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `Trial ${trialIndex}: the function cfg threw: ${why}`;
    throw new RunnerError("INVALID_TRIAL", message, { cause, trialIndex });
  }
}

function completeCfg(
  given: SchedulerCfg,
  directory: string,
  { isLocal, isSlurm, wrap }: TorchXRunnerSettings,
  timeLimitMs: number | undefined,
): SchedulerCfg {
  if (isLocal) return { log_dir: directory, ...given };
  if (!isSlurm) return given;
  const ofUser = given["time"];
  const time = slurmTimeLimit(timeLimitMs, typeof ofUser === "string" ? ofUser : undefined);
  return {
    // It becomes the working directory, from which only the wrapper comes back.
    ...(wrap && { job_dir: directory }),
    ...given,
    ...(time !== undefined && { time }),
  };
}

function logDirectoryOf(cfg: SchedulerCfg, settings: TorchXRunnerSettings): string {
  const { isLocal, isSlurm, clientOptions } = settings;
  if (!isLocal && !isSlurm) return "";
  const folder = cfg[isLocal ? "log_dir" : "job_dir"];
  return resolve(clientOptions.cwd, typeof folder === "string" ? folder : "");
}
