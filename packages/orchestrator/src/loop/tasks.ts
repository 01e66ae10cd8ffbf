import type { Mailbox } from "./mailbox.ts";
import type { Message } from "./message.ts";

const over = new Error("the loop has ended");

/** Work that goes on beside the loop and reports to its mailbox. */
export class Tasks {
  readonly #mailbox: Mailbox<Message>;
  readonly #controller = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(mailbox: Mailbox<Message>) {
    this.#mailbox = mailbox;
  }

  /** Starts `work`; the message it resolves with, if any, goes to the mailbox. */
  start(work: (signal: AbortSignal) => Promise<Message | undefined>): void {
    const { signal } = this.#controller;
    const task = work(signal)
      .then(
        (message) => message && this.#mailbox.push(message),
        (error: unknown) => {
          if (!signal.aborted) this.#mailbox.push({ type: "task-failed", error });
        },
      )
      .finally(() => this.#running.delete(task));
    this.#running.add(task);
  }

  /** Ends the waiting of all tasks, and waits for them. What they began on a backend goes on there. */
  async abort(): Promise<void> {
    this.#controller.abort(over);
    await Promise.all(this.#running);
  }
}
