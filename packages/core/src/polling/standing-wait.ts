import type { CallOptions } from "../runner.ts";
import { answerOf } from "./answer-of.ts";

/** How a wait ended. */
export type Outcome<T> = { readonly value: T } | { readonly error: unknown };

/**
 * Something that is waited for again and again, beside other things. While others are looked after it
 * goes on standing: to abort and renew it each time costs more than all else in a busy loop.
 */
export class StandingWait<T> {
  readonly #wait: (options: CallOptions) => T | PromiseLike<T>;
  readonly #settled: () => void;
  #standing = false;
  #outcome: Outcome<T> | undefined;
  /** Serves all waiting until that is aborted. */
  #line: Line<T> | undefined;

  /** @param settled called when the waiting has ended by itself */
  constructor(wait: (options: CallOptions) => T | PromiseLike<T>, settled: () => void) {
    this.#wait = wait;
    this.#settled = settled;
  }

  /** Whether it has ended, and that was not taken yet. */
  get hasSettled(): boolean {
    return this.#outcome !== undefined;
  }

  /** Waits, unless it does already or has settled. */
  begin(): void {
    if (this.#standing) return;
    this.#standing = true;
    this.#line ??= this.#newLine();
    const { options, resolved, rejected } = this.#line;
    void answerOf(this.#wait, options).then(resolved, rejected);
  }

  /** How it ended, if it has; then it may begin anew. */
  take(): Outcome<T> | undefined {
    const outcome = this.#outcome;
    if (outcome === undefined) return undefined;
    this.#standing = false;
    this.#outcome = undefined;
    return outcome;
  }

  /** Aborts it, or forgets how it ended. */
  cancel(): void {
    const line = this.#standing && !this.hasSettled ? this.#line : undefined;
    this.#standing = false;
    this.#outcome = undefined;
    if (line === undefined) return;
    this.#line = undefined;
    line.controller.abort(over);
  }

  #newLine(): Line<T> {
    const controller = new AbortController();
    const settle = (outcome: Outcome<T>): void => {
      if (this.#line !== line) return;
      this.#outcome = outcome;
      this.#settled();
    };
    const line: Line<T> = {
      controller,
      options: { signal: controller.signal },
      resolved: (value) => settle({ value }),
      rejected: (error) => settle({ error }),
    };
    return line;
  }
}

const over = new Error("no longer waited for");

type Line<T> = {
  readonly controller: AbortController;
  readonly options: CallOptions;
  readonly resolved: (value: T) => void;
  readonly rejected: (error: unknown) => void;
};
