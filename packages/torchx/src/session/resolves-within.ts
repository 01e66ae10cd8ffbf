import type { Clock } from "@runners/core";

/** Whether it resolves within these milliseconds; if not, nobody waits for it any longer. */
export async function resolvesWithin(
  promise: Promise<unknown>,
  ms: number,
  clock: Clock,
): Promise<boolean> {
  const over = new AbortController();
  const late = clock.sleep(ms, { signal: over.signal }).then(
    () => false,
    () => false,
  );
  const resolved = await Promise.race([promise.then(() => true), late]);
  over.abort();
  return resolved;
}
