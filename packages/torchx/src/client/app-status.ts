/** What TorchX says of one app. */
export type AppStatus =
  | {
      readonly outcome: "known";
      /** TorchX's own word: `UNSUBMITTED`, `SUBMITTED`, `PENDING`, `RUNNING`, `SUCCEEDED`, … */
      readonly state: string;
      readonly message?: string;
      /** Of the replica that failed first, else of any; 128 + n: ended by signal n. */
      readonly exitCode?: number;
      /** The last lines of what that replica printed. */
      readonly tail?: string;
      /** Milliseconds since the epoch. */
      readonly startedAtMs?: number;
      /** Milliseconds since the epoch; of a local app, when it was first seen to have ended. */
      readonly finishedAtMs?: number;
    }
  | { readonly outcome: "missing" }
  | { readonly outcome: "failed"; readonly reason: string };
