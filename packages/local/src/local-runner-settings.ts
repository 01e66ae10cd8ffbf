import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { checkOptions, RunnerError, systemClock, type Clock } from "@runners/core";
import { parseArgumentTemplate, type ArgumentTemplate } from "./arguments/argument-template.ts";
import type { ParameterArguments } from "./arguments/command-arguments.ts";
import { findCommand } from "./arguments/find-command.ts";
import { isFileError } from "./is-file-error.ts";
import { localRunnerOptionRules } from "./local-runner-option-rules.ts";
import type { LocalRunnerOptions } from "./local-runner-options.ts";

/** The options of a `LocalRunner` with their defaults, checked and resolved. */
export type LocalRunnerSettings = {
  /** The program's path. */
  readonly program: string;
  readonly templates: readonly ArgumentTemplate[];
  readonly parameterArguments: ParameterArguments;
  readonly cwd: string;
  /** What the caller set, in `env`. */
  readonly ownEnv: Readonly<Record<string, string>>;
  /** The whole environment of the program, without what is set for each trial. */
  readonly env: Readonly<Record<string, string>>;
  readonly maxConcurrency: number;
  readonly gpusPerTrial: number;
  readonly gpus: readonly string[] | undefined;
  readonly directory: string;
  readonly stopGraceMs: number;
  readonly clock: Clock;
  readonly random: () => number;
};

/**
 * Checks the options. Creates nothing.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT`, with the option, the value and the remedy
 */
export function localRunnerSettings(options: LocalRunnerOptions): LocalRunnerSettings {
  checkOptions("LocalRunner", options, localRunnerOptionRules);
  const cwd = resolve(pathIn("cwd", options.cwd ?? "."));
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw invalid("cwd", cwd, ", which is not a directory; create it, or give another");
  }
  const ownEnv = checkEnvironment(options.env ?? {});
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...options.env }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
  const gpus = checkGpus(options.gpus);
  const gpusPerTrial = whole("gpusPerTrial", options.gpusPerTrial ?? 0, 0);
  if (gpus !== undefined && gpus.length < gpusPerTrial) {
    const remedy = `, but gpus names ${gpus.length}; ask for fewer, or name more`;
    throw invalid("gpusPerTrial", gpusPerTrial, remedy);
  }
  return {
    program: findCommand(options.command, cwd, env["PATH"]),
    templates: (options.args ?? []).map(parseArgumentTemplate),
    parameterArguments: options.parameterArguments ?? "auto",
    cwd,
    ownEnv,
    env,
    maxConcurrency: whole("maxConcurrency", options.maxConcurrency ?? availableParallelism(), 1),
    gpusPerTrial,
    gpus,
    directory: writableDirectory(pathIn("directory", options.directory ?? ".runners")),
    stopGraceMs: checkGrace(options.stopGraceMs ?? 10_000),
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
  };
}

function invalid(name: string, value: unknown, rest: string): RunnerError {
  const shown = typeof value === "string" ? JSON.stringify(value) : String(value);
  return new RunnerError("INVALID_ARGUMENT", `${name} is ${shown}${rest}.`);
}

function pathIn(name: string, value: string): string {
  if (value !== "" && !value.includes("\0")) return value;
  throw invalid(name, value, ', which is no path; give one, or "." for the current folder');
}

function whole(name: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw invalid(name, value, `; give a whole number of at least ${least}`);
}

function checkGrace(value: number): number {
  // The longest that every `sleep` takes.
  const most = 2 ** 31 - 1;
  if (value >= 0 && value <= most) return value;
  throw invalid("stopGraceMs", value, `; give milliseconds from 0 to ${most}`);
}

/** A shell passes on only such names; values are never part of a message. */
function checkEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      const remedy = "; use letters, digits and _, and no digit first";
      throw invalid("the name of an environment variable in env", name, remedy);
    }
    if (value === undefined) continue;
    if (typeof value !== "string" || value.includes("\0")) {
      const message = `env.${name} is not text without NUL characters; give a string.`;
      throw new RunnerError("INVALID_ARGUMENT", message);
    }
    own[name] = value;
  }
  return own;
}

function checkGpus(gpus: readonly string[] | number | undefined): readonly string[] | undefined {
  if (typeof gpus === "number") {
    return Array.from({ length: whole("gpus", gpus, 0) }, (_, i) => String(i));
  }
  for (const gpu of gpus ?? []) {
    if (!/^[^\s,\p{C}]+$/u.test(gpu)) {
      const remedy = '; name each GPU as CUDA_VISIBLE_DEVICES does, e.g. "0"';
      throw invalid("one of gpus", gpu, remedy);
    }
  }
  return gpus === undefined ? undefined : [...new Set(gpus)];
}

/** The directory without symbolic links. Where it is still to be created, its parent is checked. */
function writableDirectory(given: string): string {
  const missing: string[] = [];
  for (let present = resolve(given); ; present = dirname(present)) {
    try {
      const real = realpathSync(present);
      if (!statSync(real).isDirectory()) {
        throw invalid("directory", given, `, but ${present} is not a directory; give another`);
      }
      accessSync(real, constants.W_OK | constants.X_OK);
      return join(real, ...missing);
    } catch (error) {
      if (RunnerError.is(error)) throw error;
      if (isFileError(error, "ENOENT", "ENOTDIR") && dirname(present) !== present) {
        missing.unshift(basename(present));
        continue;
      }
      const message = `directory is ${JSON.stringify(given)}; ${present} is not writable: give another, or access to it.`;
      throw new RunnerError("INVALID_ARGUMENT", message, { cause: error });
    }
  }
}
