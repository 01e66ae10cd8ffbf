import type { Clock } from "@runners/core";
import type { EndedWatcher } from "./ended-watcher.ts";

/** An attempt whose supervisor was killed leaves no mark; so often somebody looks. */
const lookEveryMs = 1_000;
/** So often where the directory cannot be watched. */
const lookOftenEveryMs = 100;

/**
 * Resolves once there is news of some of the attempts, with their keys.
 *
 * @param look which of the attempts there is news of
 */
export async function waitForNews(
  submissionKeys: ReadonlySet<string>,
  look: () => Promise<ReadonlySet<string>>,
  watcher: EndedWatcher,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  signal?.throwIfAborted();
  const ended = new Set<string>();
  let waking = new AbortController();
  const abort = (): void => waking.abort();
  signal?.addEventListener("abort", abort, { once: true });
  // Subscribed before the first look, so that what ends in between is not missed.
  const unsubscribe = watcher.subscribe((key) => {
    if (key !== undefined && !submissionKeys.has(key)) return;
    if (key !== undefined) ended.add(key);
    waking.abort();
  });
  try {
    for (;;) {
      signal?.throwIfAborted();
      if (ended.size > 0) return ended;
      waking = new AbortController();
      const news = await look();
      if (news.size > 0) return news;
      signal?.throwIfAborted();
      try {
        const waitMs = watcher.watching ? lookEveryMs : lookOftenEveryMs;
        await clock.sleep(waitMs, { signal: waking.signal });
      } catch (error) {
        if (!waking.signal.aborted) throw error;
      }
    }
  } finally {
    unsubscribe();
    signal?.removeEventListener("abort", abort);
  }
}
