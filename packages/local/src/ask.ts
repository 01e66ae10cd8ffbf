import { RunnerError, unlessAborted } from "@runners/core";
import { messageOf } from "./message-of.ts";

/**
 * Asks the system for something. Rejects with the signal's reason as soon as that is aborted, and
 * with `BACKEND` where the system fails.
 */
export async function ask<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await unlessAborted(work, signal);
  } catch (error) {
    if (RunnerError.is(error) || (signal?.aborted && error === signal.reason)) throw error;
    const message = `The system did not answer: ${messageOf(error)}`;
    throw new RunnerError("BACKEND", message, { cause: error });
  }
}
