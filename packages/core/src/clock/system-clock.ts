import type { Clock } from "./clock.ts";

/** The longest delay that a Node timer keeps. */
const longestTimerMs = 2 ** 31 - 1;

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(ms, { signal } = {}) {
    const end = performance.now() + ms;
    for (let left = ms; ; left = end - performance.now()) {
      await timer(Math.min(left, longestTimerMs), signal);
      if (!(left > longestTimerMs)) return;
    }
  },
};

function timer(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error);
    const abort = (): void => {
      cancel();
      reject(signal?.reason as Error);
    };
    const cancel = schedule(ms, () => {
      signal?.removeEventListener("abort", abort);
      resolve();
    });
    signal?.addEventListener("abort", abort, { once: true });
  });
}

/** Calls back after `ms`; with nothing to wait for, once others have had the thread. */
function schedule(ms: number, callback: () => void): () => void {
  if (ms <= 0) {
    const immediate = setImmediate(callback);
    return () => clearImmediate(immediate);
  }
  // A timer of Node lasts a millisecond at least.
  const timeout = setTimeout(callback, ms);
  return () => clearTimeout(timeout);
}
