/**
 * What `begin` gives, unless the signal is aborted before: rejects with its reason then, and what was
 * begun goes on.
 */
export async function unlessAborted<T>(
  begin: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  signal?.throwIfAborted();
  if (signal === undefined) return await begin();
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener("abort", abort, { once: true, signal: over.signal });
  });
  try {
    return await Promise.race([begin(), aborted]);
  } finally {
    over.abort();
  }
}
