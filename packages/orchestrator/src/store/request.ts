import type { RunMetadata } from "@runners/core";

/** What a person asks of the driver of an experiment from another terminal. */
export type Request =
  | {
      readonly type: "stop-trials";
      /** Which; left out: all. */
      readonly indices?: readonly number[];
      readonly reason: string;
      readonly force: boolean;
    }
  | { readonly type: "stop-submitting"; readonly reason: string }
  | {
      /** What became of a submission that nobody but a person can find out. */
      readonly type: "resolve";
      readonly index: number;
      readonly resolution:
        | { readonly type: "attach"; readonly runMetadata: RunMetadata }
        | { readonly type: "resubmit" }
        | { readonly type: "abandon" };
    };

/** A request as it lies in a store until the driver has stored what follows from it. */
export type PendingRequest = {
  /** Tells it from the others of its run; a later one has a higher one. */
  readonly id: number;
  readonly request: Request;
};
