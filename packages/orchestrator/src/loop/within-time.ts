import { RunnerError, type Clock } from "@runners/core";

/**
 * What a call answers, if it does in time. One that takes longer is aborted, and not waited for.
 * @throws {RunnerError} `TIMEOUT`, or what the call throws, or the signal's reason
 */
export async function withinTime<T>(
  call: (signal: AbortSignal) => Promise<T>,
  limits: {
    readonly clock: Clock;
    readonly timeoutMs: number;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<T> {
  const { clock, timeoutMs, signal } = limits;
  const calling = new AbortController();
  const timer = new AbortController();
  const giveUp = (): void => {
    calling.abort(signal?.reason);
    timer.abort(signal?.reason);
  };
  const timeOut = async (): Promise<never> => {
    await clock.sleep(timeoutMs, { signal: timer.signal });
    const error = new RunnerError("TIMEOUT", `no answer came within ${timeoutMs} ms`);
    calling.abort(error);
    throw error;
  };
  signal?.throwIfAborted();
  signal?.addEventListener("abort", giveUp, { once: true });
  const timedOut = timeOut();
  try {
    return await Promise.race([call(calling.signal), timedOut]);
  } finally {
    signal?.removeEventListener("abort", giveUp);
    timer.abort(answered);
    timedOut.catch(() => undefined);
  }
}

const answered = new Error("the call has been answered");
