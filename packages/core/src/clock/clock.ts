/** Where time comes from. The only way in which this project's code reads time or waits. */
export interface Clock {
  /** Wall time in milliseconds since the epoch; may jump. For records shown to people. */
  now(): number;
  /** Milliseconds since some fixed moment; never goes back. For measuring and waiting. */
  monotonic(): number;
  /**
   * Resolves after `ms` milliseconds; at once, but never synchronously, for 0 and less.
   * Rejects with the signal's reason when aborted.
   */
  sleep(ms: number, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
}
