/** What TorchX says of one app. */
export type AppStatus =
  | {
      readonly outcome: "known";
      /** TorchX's own word: `UNSUBMITTED`, `SUBMITTED`, `PENDING`, `RUNNING`, `SUCCEEDED`, … */
      readonly state: string;
      readonly message?: string;
      /** Of the first replica, in their order, that failed, else 0; 128 + n: ended by signal n. */
      readonly exitCode?: number;
      /** Which replica that is. */
      readonly failed?: { readonly role: string; readonly replica: number };
      /** The last lines of what it printed, where they are not in a file of this machine. */
      readonly tail?: string;
      /** Milliseconds since the epoch. */
      readonly startedAtMs?: number;
      /** Milliseconds since the epoch. */
      readonly finishedAtMs?: number;
    }
  | { readonly outcome: "missing" }
  | { readonly outcome: "failed"; readonly reason: string };
