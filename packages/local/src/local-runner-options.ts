import type { Clock } from "@runners/core";
import type { ParameterArguments } from "./arguments/command-arguments.ts";

/** What a `LocalRunner` runs, where, and how many at a time. */
export type LocalRunnerOptions = {
  /**
   * The program: a name that is looked for in PATH, or a path (one with a slash), relative to `cwd`.
   * It is started as it is; no shell reads the command or its arguments.
   */
  readonly command: string;
  /**
   * Its arguments. `{name}` stands for the value of the parameter `name`; `{{` and `}}` for braces.
   * Default none.
   */
  readonly args?: readonly string[];
  /**
   * How parameters become arguments beside the placeholders in `args`. Default `"auto"`: as
   * `--name=value` each, where `args` has no placeholder.
   */
  readonly parameterArguments?: ParameterArguments;
  /** Working directory of the program. Default: that of this process. */
  readonly cwd?: string;
  /**
   * Environment variables of the program, beside those of this process; `undefined` takes one away.
   * Their values are written to no file, and to no error. Default none.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** How many trials run at a time in `directory`, at least 1. Default: `os.availableParallelism()`. */
  readonly maxConcurrency?: number;
  /** How many GPUs each trial has for itself, named in `CUDA_VISIBLE_DEVICES`. Default 0: any. */
  readonly gpusPerTrial?: number;
  /**
   * The GPUs to assign, as `CUDA_VISIBLE_DEVICES` names them, or how many there are (`0`, `1`, …).
   * Default: those that `CUDA_VISIBLE_DEVICES` names already, in `env` or this process; where it is
   * not set, those that `nvidia-smi` lists.
   */
  readonly gpus?: readonly string[] | number;
  /**
   * Where all that is known of the trials is kept; one directory for each experiment. Created, with
   * access for its owner only, when the first trial is run. Default `.runners`, in the working
   * directory of this process.
   */
  readonly directory?: string;
  /**
   * Milliseconds that a program has, after it was asked to stop (SIGTERM), before it is killed
   * (SIGKILL). What counts is the option of the runner that started it. Default 10,000.
   */
  readonly stopGraceMs?: number;
  /** Default `systemClock`. */
  readonly clock?: Clock;
  /** Random numbers from 0 to below 1, for submission keys. Default `Math.random`. */
  readonly random?: () => number;
};
