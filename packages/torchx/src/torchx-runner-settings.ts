import { join, resolve } from "node:path";
import {
  checkOptions,
  RunnerError,
  systemClock,
  type BaseTrial,
  type Clock,
  type SubmissionGuarantee,
} from "@runners/core";
import type { ClientOptions } from "./client/client-options.ts";
import { defaultTorchX } from "./client/default-torchx.ts";
import type { SchedulerCfg } from "./client/submission.ts";
import type { Component } from "./component/component.ts";
import type { ComponentConstants } from "./component/component-constants.ts";
import { resolveTrackerBase } from "./results/resolve-tracker-base.ts";
import { torchxRunnerOptionRules } from "./torchx-runner-option-rules.ts";
import type { TorchXRunnerOptions } from "./torchx-runner-options.ts";

/** The options of a runner, checked, with their defaults. */
export type TorchXRunnerSettings = {
  readonly component: Component | string;
  readonly constants: ComponentConstants;
  readonly trackerBase: string;
  readonly scheduler: string;
  /** Whether apps live and die with the session that started them. */
  readonly isLocal: boolean;
  readonly isSlurm: boolean;
  readonly guarantee: SubmissionGuarantee;
  readonly cfgOf: (trial: BaseTrial) => SchedulerCfg;
  readonly client: "auto" | "session" | "cli";
  readonly clientOptions: ClientOptions;
  /** Absolute. */
  readonly directory: string;
  readonly wrap: boolean;
  readonly maxJobs: number;
  readonly clock: Clock;
  readonly random: () => number;
};

/** @throws {RunnerError} `INVALID_ARGUMENT` for an option that cannot work */
export function torchxRunnerSettings(options: TorchXRunnerOptions): TorchXRunnerSettings {
  checkOptions("TorchXRunner", options, torchxRunnerOptionRules);
  const { component, maxJobs = Infinity, callTimeoutMs = 60_000, maxConcurrentCalls = 8 } = options;
  const scheduler = schedulerOf(options.scheduler);
  // Containers of `local_docker` are no children of the session, and outlive it.
  const isLocal = scheduler === "local_cwd";
  const isSlurm = scheduler === "slurm";
  const cwd = resolve(options.cwd ?? ".");
  const directory = resolve(cwd, options.directory ?? join(".runners", "torchx"));
  const wrap = options.wrap ?? (typeof component !== "string" && (isLocal || isSlurm));
  const { cfg = {}, clock = systemClock, random = Math.random, client = "auto" } = options;
  if (component === "") throw invalid("component", component, 'a component, e.g. "utils.booth"');
  if (wrap && !isLocal && !isSlurm) {
    throw invalid(
      "wrap",
      true,
      `false: programs on ${scheduler} do not share a folder with this one`,
    );
  }
  checkEnvironment(options.env ?? {});
  checkCount("maxJobs", maxJobs);
  checkCount("maxConcurrentCalls", maxConcurrentCalls);
  if (!(callTimeoutMs > 0 && callTimeoutMs < Infinity)) {
    throw invalid("callTimeoutMs", callTimeoutMs, "a number of milliseconds above 0");
  }
  return {
    component,
    constants: options.componentConstParams ?? {},
    trackerBase: resolveTrackerBase(options.trackerBase, cwd),
    scheduler,
    isLocal,
    isSlurm,
    guarantee: isLocal || scheduler === "kubernetes" ? "exact" : isSlurm ? "reattach" : "none",
    cfgOf: typeof cfg === "function" ? cfg : () => cfg,
    client,
    clientOptions: {
      torchx: options.torchx ?? defaultTorchX,
      python: options.python,
      cwd,
      env: options.env ?? {},
      useTorchXConfig: options.useTorchXConfig ?? false,
      stateDirectory: join(directory, "sessions"),
      callTimeoutMs,
      maxConcurrentCalls,
      clock,
    },
    directory,
    wrap,
    maxJobs,
    clock,
    random,
  };
}

function schedulerOf(scheduler = "local_cwd"): string {
  if (scheduler === "local") return "local_cwd";
  if (/^\w+$/.test(scheduler)) return scheduler;
  throw invalid("scheduler", scheduler, 'the name of a scheduler, e.g. "slurm"');
}

/** Values are never part of a message. */
function checkEnvironment(env: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(env)) {
    if (typeof value === "string") continue;
    const message = `TorchXRunner: env.${name} is no text; give one, or leave it out.`;
    throw new RunnerError("INVALID_ARGUMENT", message);
  }
}

function checkCount(name: string, value: number): void {
  if (value === Infinity || (Number.isSafeInteger(value) && value >= 1)) return;
  throw invalid(name, value, "a whole number of at least 1");
}

function invalid(name: string, value: unknown, remedy: string): RunnerError {
  const message = `TorchXRunner: ${name} is ${JSON.stringify(value)}; give ${remedy}.`;
  return new RunnerError("INVALID_ARGUMENT", message);
}
