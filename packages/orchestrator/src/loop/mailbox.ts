/** Messages from many senders to one reader. */
export class Mailbox<T> {
  #messages: T[] = [];
  #arrived: (() => void) | undefined;

  push(message: T): void {
    this.#messages.push(message);
    this.#arrived?.();
  }

  /** Everything that has arrived, in order; waits for the first message. */
  async takeAll(
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<readonly T[]> {
    const { signal } = options;
    if (this.#messages.length === 0) {
      await new Promise<void>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error);
        const abort = (): void => reject(signal?.reason as Error);
        signal?.addEventListener("abort", abort, { once: true });
        this.#arrived = () => {
          signal?.removeEventListener("abort", abort);
          resolve();
        };
      });
      this.#arrived = undefined;
    }
    const messages = this.#messages;
    this.#messages = [];
    return messages;
  }
}
