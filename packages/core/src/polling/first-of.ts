const over = new Error("no longer waited for");

/**
 * The first of several waits to settle; the others are aborted through the signal they were given.
 * Rejects with the outer signal's reason when that is aborted.
 */
export async function firstOf<T>(
  outer: AbortSignal | undefined,
  waits: (options: { readonly signal: AbortSignal }) => readonly Promise<T>[],
): Promise<T> {
  outer?.throwIfAborted();
  const controller = new AbortController();
  const abort = (): void => controller.abort(outer?.reason);
  outer?.addEventListener("abort", abort, { once: true });
  try {
    const started = waits({ signal: controller.signal });
    const aborted = new Promise<never>((_, reject) => {
      controller.signal.addEventListener("abort", () => reject(outer?.reason as Error), {
        once: true,
      });
    });
    // The losers reject once they are aborted; nobody is left to hear it.
    for (const wait of [...started, aborted]) wait.catch(() => undefined);
    return await Promise.race([...started, aborted]);
  } finally {
    outer?.removeEventListener("abort", abort);
    controller.abort(over);
  }
}
