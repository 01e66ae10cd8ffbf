/**
 * An app as TorchX has it (`torchx.specs.AppDef`), in camelCase: what one trial deploys.
 *
 * Texts are literal: a `$` arrives as a `$`. Where TorchX is to fill something in, use {@link macros}.
 */
export type AppDef = {
  /** For people; the runner deploys the app under its submission key. */
  readonly name: string;
  readonly roles: readonly [Role, ...Role[]];
  /** Read by some schedulers. Default none. */
  readonly metadata?: { readonly [name: string]: string };
};

/** Replicas of one program (`torchx.specs.Role`). */
export type Role = {
  /** For people; `[A-Za-z0-9_.-]+`. */
  readonly name: string;
  /** What the scheduler runs it in: a container image, or a folder. `local_cwd` and Slurm ignore it. */
  readonly image: string;
  /** The program. */
  readonly entrypoint: string;
  /** Default none. */
  readonly args?: readonly string[];
  /** Environment variables. Default none. */
  readonly env?: { readonly [name: string]: string };
  /** Default 1. */
  readonly numReplicas?: number;
  /** Fewest replicas of an elastic role. Default: not elastic. */
  readonly minReplicas?: number;
  /** How often the scheduler itself starts the app again. Default 0. `local_cwd` ignores it. */
  readonly maxRetries?: number;
  /** What is started again. Default `"APPLICATION"`. */
  readonly retryPolicy?: RetryPolicy;
  /** What one replica needs. Default: whatever the scheduler gives. */
  readonly resource?: Resource;
  /** Ports by name. Default none. */
  readonly portMap?: { readonly [name: string]: number };
  /** Read by some schedulers. Default none. */
  readonly metadata?: { readonly [name: string]: unknown };
  /** Default none. */
  readonly mounts?: readonly Mount[];
};

/** What a scheduler starts again when a replica fails (`torchx.specs.RetryPolicy`). */
export type RetryPolicy = "REPLICA" | "APPLICATION" | "ROLE";

/** What one replica needs (`torchx.specs.Resource`). Numbers are whole; -1: whatever there is. */
export type Resource = {
  /** Cores. */
  readonly cpu: number;
  /** Devices. Default 0. */
  readonly gpu?: number;
  /** Memory in MB. */
  readonly memMB: number;
  /** Default none. */
  readonly capabilities?: { readonly [name: string]: unknown };
  /** Further devices, how many by name. Default none. */
  readonly devices?: { readonly [name: string]: number };
};

/** A folder, a volume or a device of the host (`torchx.specs.BindMount` and its like). */
export type Mount =
  | {
      readonly type: "bind";
      readonly srcPath: string;
      readonly dstPath: string;
      /** Default `false`. */
      readonly readOnly?: boolean;
    }
  | {
      readonly type: "volume";
      readonly src: string;
      readonly dstPath: string;
      /** Default `false`. */
      readonly readOnly?: boolean;
    }
  | {
      readonly type: "device";
      readonly srcPath: string;
      readonly dstPath: string;
      /** Default `"rwm"`. */
      readonly permissions?: string;
    };
