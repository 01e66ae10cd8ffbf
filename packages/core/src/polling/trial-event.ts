import type { TrialDetails } from "../trial-details.ts";
import type { TrialStatus } from "../trial-status.ts";
import type { BaseTrial } from "../trial.ts";

/** One thing that {@link watchTrials} noticed. */
export type TrialEvent<P = unknown> =
  | {
      readonly type: "status";
      readonly trial: BaseTrial<P>;
      readonly from: TrialStatus;
      readonly to: TrialStatus;
      /** When it was noticed, in milliseconds since the epoch; `details` say when it happened. */
      readonly noticedAtMs: number;
      /** The backend's own account, where the runner offers it and it could be had. */
      readonly details?: TrialDetails;
    }
  | {
      /** No news of the trial for longer than `unknownGraceMs`. Its status stays what it was. */
      readonly type: "silent";
      readonly trial: BaseTrial<P>;
      readonly silentForMs: number;
    }
  | {
      /** The backend answered and has no such job; followed by `heard` or `lost`. */
      readonly type: "missing";
      readonly trial: BaseTrial<P>;
    }
  | {
      /** There is news again after `silent` or `missing`. */
      readonly type: "heard";
      readonly trial: BaseTrial<P>;
    }
  | {
      /** Missing for longer than `missingGraceMs`: it is watched no more. The caller concludes. */
      readonly type: "lost";
      readonly trial: BaseTrial<P>;
      readonly missingForMs: number;
    }
  | {
      /** Polls have begun to fail; says nothing about any trial. */
      readonly type: "poll-failed";
      readonly error: unknown;
    }
  | {
      /** Polls work again, after this many failures. */
      readonly type: "poll-recovered";
      readonly failures: number;
    };
