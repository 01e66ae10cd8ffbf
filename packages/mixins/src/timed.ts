import { RunnerError, type Clock } from "@runners/core";

/** How a call ended that had a time limit. */
export type Timed<T> =
  | { readonly type: "settled"; readonly answer: Promise<T> }
  | { readonly type: "timed-out"; readonly error: RunnerError; readonly answer: Promise<T> };

/**
 * Makes a call and waits until it has settled, or for `timeoutMs`; then the call is aborted with the
 * error `TIMEOUT`, which is also in the result. The caller's signal is passed on to the call.
 */
export async function timed<T>(
  call: (signal: AbortSignal) => Promise<T>,
  what: string,
  timeoutMs: number,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal | undefined },
): Promise<Timed<T>> {
  const deadline = new AbortController();
  const settled = new AbortController();
  const both = signal === undefined ? deadline.signal : AbortSignal.any([signal, deadline.signal]);
  const answer = call(both);
  const end = (): void => settled.abort();
  answer.then(end, end);
  try {
    await clock.sleep(timeoutMs, { signal: settled.signal });
  } catch {
    return { type: "settled", answer };
  }
  const error = new RunnerError("TIMEOUT", `${what} had no answer within ${timeoutMs} ms.`);
  deadline.abort(error);
  return { type: "timed-out", error, answer };
}
