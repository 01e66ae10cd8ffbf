/** What TorchX says of one app. */
export type AppStatus =
  | {
      readonly outcome: "known";
      /** TorchX's own word: `UNSUBMITTED`, `SUBMITTED`, `PENDING`, `RUNNING`, `SUCCEEDED`, … */
      readonly state: string;
      readonly message?: string;
    }
  | { readonly outcome: "missing" }
  | { readonly outcome: "failed"; readonly reason: string };
