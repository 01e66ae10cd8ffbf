/** A flag that can be waited for: set by one side, cleared by the other once it has looked. */
export class Latch {
  #set = false;
  readonly #waiting = new Set<() => void>();

  set(): void {
    this.#set = true;
    for (const wake of this.#waiting) wake();
  }

  clear(): void {
    this.#set = false;
  }

  /** Resolves while the flag is set: at once if it is. */
  wait(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    const { signal } = options;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      if (this.#set) return resolve();
      const settle = (): void => {
        this.#waiting.delete(wake);
        signal?.removeEventListener("abort", abort);
      };
      const wake = (): void => {
        settle();
        resolve();
      };
      const abort = (): void => {
        settle();
        reject(signal?.reason as Error);
      };
      this.#waiting.add(wake);
      signal?.addEventListener("abort", abort, { once: true });
    });
  }
}
