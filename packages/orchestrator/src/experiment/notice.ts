import type { Owner } from "../store/experiment-store.ts";
import type { ExperimentOutcome } from "./experiment-event.ts";

/** Something worth telling a person that changes nothing, and so is not stored. */
export type Notice =
  /** What the loop waits for now; undefined: it no longer waits. One per change. */
  | { readonly type: "waiting"; readonly reason: string | undefined }
  /** An earlier run of this experiment is gone on with. */
  | {
      readonly type: "resumed";
      /** How many trials there are, and of these how many … */
      readonly trials: number;
      /** … are on the backend, */
      readonly deployed: number;
      /** … were being submitted, so that it is found out what became of them, */
      readonly settling: number;
      /** … wait for a person to say what became of them. */
      readonly unresolved: number;
    }
  /** The run before this one is over, and this one is new; the events of both are kept. */
  | {
      readonly type: "begun-anew";
      /** How the run before ended, and how many trials it had. */
      readonly outcome: ExperimentOutcome;
      readonly trials: number;
    }
  /** Another host may still drive the experiment; it is watched for signs of life this long. */
  | { readonly type: "watching-owner"; readonly owner: Owner; readonly watchMs: number }
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
  | { readonly type: "stop-failed"; readonly index: number; readonly error: unknown }
  /** The source of candidates raised: no more trials; the running ones go on. */
  | { readonly type: "candidates-failed"; readonly error: unknown }
  /** One trial was on the backend more than once; all but the oldest were stopped. */
  | { readonly type: "duplicates-stopped"; readonly index: number; readonly count: number }
  /** Something that was asked of the driver from elsewhere cannot be done. */
  | { readonly type: "request-refused"; readonly reason: string };
