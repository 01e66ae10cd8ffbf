import type { BaseTrial, Clock } from "@runners/core";
import type { SchedulerCfg } from "./client/submission.ts";
import type { Component } from "./component/component.ts";
import type { ComponentConstants } from "./component/component-constants.ts";
import type { ComponentOptions } from "./component/component-options.ts";

/** What a `TorchXRunner` runs, where, and how TorchX is reached. */
export type TorchXRunnerOptions<
  C extends Component | string = Component | string,
  K extends ComponentConstants = ComponentConstants,
> = ComponentOptions<C, K> & {
  /**
   * Where components write their results with TorchX's `FsspecResultTracker`, under the index of the
   * trial: a folder that all nodes share, or a URL that fsspec knows. One for each experiment.
   */
  readonly trackerBase: string;
  /** A scheduler of the installed TorchX; `"local"` means `local_cwd`. Default `"local_cwd"`. */
  readonly scheduler?: string;
  /**
   * Run options of the scheduler (`torchx runopts`), or what gives those of a trial. Unknown names
   * and wrong types are refused. Default none.
   */
  readonly cfg?: SchedulerCfg | ((trial: BaseTrial) => SchedulerCfg);
  /** How TorchX is called. Default `"auto"`: by a session wherever a Python has TorchX. */
  readonly client?: "auto" | "session" | "cli";
  /** The `torchx` command: a name on PATH, or a path. Default `"torchx"`. */
  readonly torchx?: string;
  /** The Python that has TorchX. Default: the one beside `torchx`, else `python3` on PATH. */
  readonly python?: string;
  /** Folder in which TorchX is called and programs start. Default: that of this process. */
  readonly cwd?: string;
  /**
   * Where logs, claims and exit codes of `local_cwd` and Slurm apps are kept, a folder for each submission;
   * all nodes share it. Default `.runners/torchx` in `cwd`.
   */
  readonly directory?: string;
  /** Variables that TorchX and the apps get besides this process's. Default none. */
  readonly env?: { readonly [name: string]: string };
  /** Whether TorchX reads its configuration files. Default `false`. */
  readonly useTorchXConfig?: boolean;
  /**
   * Whether programs run under a small `sh` that claims the submission key before it starts them and
   * records their exit codes. Default: for components in TypeScript on `local_cwd` and Slurm.
   */
  readonly wrap?: boolean;
  /**
   * How many trials of this runner may be live at a time, at least 1. Those of an earlier driver count
   * once they are polled, or looked up and found. Default: no limit.
   */
  readonly maxJobs?: number;
  /** Milliseconds after which a call of TorchX or the cluster is ended. Default 60,000. */
  readonly callTimeoutMs?: number;
  /** How many submissions may be under way at once. Default 8. */
  readonly maxConcurrentCalls?: number;
  /** Default `systemClock`. */
  readonly clock?: Clock;
  /** Random numbers from 0 to below 1, for keys of trials whose caller gives none. Default `Math.random`. */
  readonly random?: () => number;
};
