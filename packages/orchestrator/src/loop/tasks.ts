import type { Mailbox } from "./mailbox.ts";
import type { Message } from "./message.ts";

const over = new Error("the loop has ended");

/** Work that goes on beside the loop and reports to its mailbox. */
export class Tasks {
  readonly #mailbox: Mailbox<Message>;
  readonly #controller = new AbortController();

  constructor(mailbox: Mailbox<Message>) {
    this.#mailbox = mailbox;
  }

  /** Aborted once the loop has ended. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Starts `work`; the message it resolves with, if any, goes to the mailbox. */
  start(work: (signal: AbortSignal) => Promise<Message | undefined>): void {
    const { signal } = this;
    work(signal).then(
      (message) => message && this.#mailbox.push(message),
      (error: unknown) => {
        if (!signal.aborted) this.#mailbox.push({ type: "task-failed", error });
      },
    );
  }

  /**
   * Ends the waiting of all tasks, without waiting for those that do not heed it. What they began on
   * a backend goes on there.
   */
  abort(): void {
    this.#controller.abort(over);
  }
}
