import type { CallOptions } from "../runner.ts";

/** How a wait ended, by its name. */
export type SettledWait<Values> = {
  readonly [Name in keyof Values]:
    | { readonly name: Name; readonly value: Values[Name] }
    | { readonly name: Name; readonly error: unknown };
}[keyof Values];

/**
 * Several waits of which the first to settle counts, again and again. The others go on standing until
 * their turn comes: to abort and renew them each time costs more than all else in a busy loop.
 */
export class StandingWaits<Values> {
  readonly #standing = new Map<keyof Values, Standing<Values>>();
  /** One serves all waits of a name until one is aborted: a busy loop would make one at each change. */
  readonly #controllers = new Map<keyof Values, AbortController>();
  #taker: Taker<Values> | undefined;
  #heeded: AbortSignal | undefined;

  /** Begins a wait, unless one of this name is standing. */
  begin<Name extends keyof Values>(
    name: Name,
    wait: (options: CallOptions) => Promise<Values[Name]>,
  ): void {
    if (this.#standing.has(name)) return;
    const standing: Standing<Values> = { settled: undefined };
    this.#standing.set(name, standing);
    const controller = this.#controllers.get(name) ?? new AbortController();
    this.#controllers.set(name, controller);
    wait({ signal: controller.signal }).then(
      (value) => this.#settle(standing, { name, value }),
      (error: unknown) => this.#settle(standing, { name, error }),
    );
  }

  /** Whether the wait of this name has settled, and was not taken yet. */
  hasSettled(name: keyof Values): boolean {
    return this.#standing.get(name)?.settled !== undefined;
  }

  /**
   * Takes a wait that has settled, as soon as one has; of several, the one that was begun first.
   * Rejects with the signal's reason once that is aborted.
   */
  next({ signal }: CallOptions): Promise<SettledWait<Values>> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    for (const [name, { settled }] of this.#standing) {
      if (settled === undefined) continue;
      this.#standing.delete(name);
      return Promise.resolve(settled);
    }
    if (signal !== this.#heeded) this.#heed(signal);
    return new Promise((resolve, reject) => {
      this.#taker = { resolve, reject };
    });
  }

  /** Aborts the wait of this name, if one is standing. */
  cancel(name: keyof Values): void {
    const standing = this.#standing.get(name);
    this.#standing.delete(name);
    if (standing === undefined || standing.settled !== undefined) return;
    this.#controllers.get(name)?.abort(over);
    this.#controllers.delete(name);
  }

  cancelAll(): void {
    for (const name of this.#standing.keys()) this.cancel(name);
    this.#heed(undefined);
  }

  /** One listener serves all waiting under a signal: a busy loop would add and remove one each time. */
  #heed(signal: AbortSignal | undefined): void {
    this.#heeded?.removeEventListener("abort", this.#aborted);
    this.#heeded = signal;
    signal?.addEventListener("abort", this.#aborted);
  }

  readonly #aborted = (): void => {
    this.#taker?.reject(this.#heeded?.reason as Error);
    this.#taker = undefined;
  };

  /** Hands what has settled to whoever waits; else it stands until somebody does. */
  #settle(standing: Standing<Values>, settled: SettledWait<Values>): void {
    const taker = this.#taker;
    if (taker === undefined || this.#standing.get(settled.name) !== standing) {
      standing.settled = settled;
      return;
    }
    this.#taker = undefined;
    this.#standing.delete(settled.name);
    taker.resolve(settled);
  }
}

const over = new Error("no longer waited for");

type Standing<Values> = { settled: SettledWait<Values> | undefined };

type Taker<Values> = {
  readonly resolve: (settled: SettledWait<Values>) => void;
  readonly reject: (reason: Error) => void;
};
