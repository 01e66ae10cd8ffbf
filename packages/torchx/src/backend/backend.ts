import type { CallOptions, PolledStatus, SubmissionLookup, TrialDetails } from "@runners/core";
import type { AppRecord, ExpectedApp } from "../apps/app-record.ts";
import type { LookOptions } from "../client/torchx-client.ts";

/** What is to be said of one app. */
export type AppVerdict = { readonly status: PolledStatus; readonly details: TrialDetails };

/** Where submitted apps are looked at, stopped and looked up. */
export interface Backend {
  /** In a constant number of calls, unless it is to explain. Verdicts by key of the submission. */
  look(apps: readonly AppRecord[], options: LookOptions): Promise<ReadonlyMap<string, AppVerdict>>;

  stop(
    apps: readonly AppRecord[],
    options: CallOptions & { readonly force: boolean },
  ): Promise<void>;

  find(expected: ExpectedApp, options: CallOptions): Promise<SubmissionLookup>;
}
