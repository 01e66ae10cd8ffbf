/** Something worth telling a person that changes nothing, and so is not stored. */
export type Notice =
  /** What the loop waits for now; undefined: it no longer waits. One per change. */
  | { readonly type: "waiting"; readonly reason: string | undefined }
  /** No new trials from here on; the running ones go on. */
  | { readonly type: "draining"; readonly reason: string }
  /** No news of a trial for this long. Its status stays what it was. */
  | { readonly type: "trial-silent"; readonly index: number; readonly silentForMs: number }
  /** The backend says that it has no such job. */
  | { readonly type: "trial-missing"; readonly index: number }
  /** There is news again of a silent or missing trial. */
  | { readonly type: "trial-heard"; readonly index: number }
  /** The backend could not be asked; says nothing about any trial. */
  | { readonly type: "poll-failed"; readonly error: unknown }
  | { readonly type: "poll-recovered"; readonly failures: number }
  /** The results of an ended trial could not be read yet. */
  | { readonly type: "results-delayed"; readonly index: number; readonly error: unknown }
  /** The results of an ended trial could not be read in time; it keeps its status, without data. */
  | { readonly type: "results-given-up"; readonly index: number; readonly error: unknown }
  | { readonly type: "stop-failed"; readonly index: number; readonly error: unknown };
