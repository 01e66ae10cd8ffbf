import type { Clock } from "@runners/core";

/** How the installed TorchX is reached. */
export type ClientOptions = {
  /** The `torchx` command: a name on PATH, or a path. */
  readonly torchx: string;
  /** The Python that has TorchX: a name on PATH, or a path; undefined: the one beside `torchx`. */
  readonly python: string | undefined;
  /** Absolute path of the folder in which TorchX is called. */
  readonly cwd: string;
  /** Variables that TorchX and the apps get besides this process's, `TORCHX_*` and such too. */
  readonly env: { readonly [name: string]: string };
  /** Whether TorchX reads its configuration files. */
  readonly useTorchXConfig: boolean;
  /**
   * Absolute path of a folder in which sessions note the local apps that they started, so that a
   * later one ends what a killed one left behind. Made where it is missing.
   */
  readonly stateDirectory: string;
  /** Milliseconds after which a call is ended. */
  readonly callTimeoutMs: number;
  /** How many commands may run at once. */
  readonly maxConcurrentCalls: number;
  readonly clock: Clock;
};
