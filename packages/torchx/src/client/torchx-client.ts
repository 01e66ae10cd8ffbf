import type { CallOptions, JsonObject } from "@runners/core";
import type { ComponentSignature } from "../component/component-signature.ts";
import type { AppStatus } from "./app-status.ts";
import type { RunOption } from "./run-option.ts";
import type { SchedulerCfgValue, Submission } from "./submission.ts";

/** The installed TorchX. Every call ends at the client's time-out. */
export interface TorchXClient extends AsyncDisposable {
  readonly kind: "session" | "cli";

  /** What tells this session from others that ran local apps; undefined where none can be run. */
  readonly sessionId: string | undefined;

  /**
   * @throws {RunnerError} `INVALID_ARGUMENT` for a component that is not there, cannot be imported or
   * does not pass TorchX's own checks; with the Python error, short
   */
  signatureOf(component: string, options?: CallOptions): Promise<ComponentSignature>;

  schedulers(options?: CallOptions): Promise<readonly string[]>;

  /** @throws {RunnerError} `INVALID_ARGUMENT` for a scheduler that there is not, with those there are */
  runOptionsOf(scheduler: string, options?: CallOptions): Promise<readonly RunOption[]>;

  /** What would be submitted, by TorchX's dry run; nothing is. */
  plan(submission: Submission, options?: CallOptions): Promise<JsonObject>;

  /**
   * Checks `notAfterMs` and that this process lives immediately before TorchX calls the backend.
   *
   * @throws {RunnerError} `DEADLINE_PASSED`, `NO_CAPACITY`, `INVALID_TRIAL`, `INVALID_ARGUMENT` and
   * `BACKEND`: nothing was submitted; `SUBMISSION_UNKNOWN`: it may have been
   */
  submit(submission: Submission, options?: CallOptions): Promise<SubmittedApp>;

  /** What TorchX says of each app, by handle. Rejects only where it cannot be asked at all. */
  statuses(
    handles: readonly string[],
    options?: LookOptions,
  ): Promise<ReadonlyMap<string, AppStatus>>;

  /** Resolves once the ends were asked for; of apps that are gone too. `force`: by SIGKILL, where it can. */
  cancel(
    handles: readonly string[],
    options?: CallOptions & { readonly force?: boolean | undefined },
  ): Promise<void>;

  /** The apps that the scheduler lists; on Kubernetes those of the namespace to which it submits. */
  list(scheduler: string, options?: ListOptions): Promise<readonly ListedApp[]>;

  /** Lines of a replica's log, through TorchX. */
  logLines(handle: string, replica: LogReplica, options?: CallOptions): AsyncIterable<string>;

  /** The text of a file at a URL that fsspec knows; undefined: there is none. */
  readText(url: string, options?: CallOptions): Promise<string | undefined>;
  /** Moves a file at such a URL, if it is there; whether it was. */
  moveText(from: string, to: string, options?: CallOptions): Promise<boolean>;
}

/** How closely to look. */
export type LookOptions = CallOptions & {
  /** Also how apps that have ended did, where that takes further calls. Default `false`. */
  readonly explain?: boolean | undefined;
};

/** Where to list apps. */
export type ListOptions = CallOptions & {
  /** As the run options of the submission say. */
  readonly namespace?: SchedulerCfgValue | undefined;
};

/** What was submitted. */
export type SubmittedApp = {
  /** `scheduler://session/app id`. */
  readonly handle: string;
  readonly appId: string;
  /** The roles as they were submitted. */
  readonly roles: readonly { readonly name: string; readonly replicas: number }[];
  /** It was there already, under its submission key. */
  readonly existed?: true;
};

/** An app that a scheduler lists. */
export type ListedApp = {
  readonly handle: string;
  /** Empty where the scheduler does not tell it. */
  readonly name: string;
};

/** One log of an app. */
export type LogReplica = {
  /** As it was submitted. */
  readonly role: string;
  readonly replica: number;
  readonly stream: "stdout" | "stderr";
  /** Go on until the app has ended. */
  readonly follow: boolean;
};
