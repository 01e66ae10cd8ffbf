import { RunnerError } from "@runners/core";

/**
 * What happens at a point.
 *
 * - `crash`: the driver is gone. From here on nothing that it calls has an effect or an answer.
 * - `fail`: the call rejects, made or not.
 */
export type Strike = "crash" | "fail";

/**
 * Strikes once, at one of the points of a driver's life: before or after one of the calls that it
 * makes to its store or to its backend. Counts the points that it passes.
 */
export class Striker {
  readonly #at: number;
  readonly #strike: Strike;
  #points = 0;
  #dead = false;
  #die: () => void = () => undefined;
  /** Resolves once the driver is gone. */
  readonly died: Promise<void> = new Promise((resolve) => (this.#die = resolve));
  /** The names of the calls, each with its two points, as `append/before`. */
  readonly names: string[] = [];

  /** @param at the point to strike at, from 0; `Infinity`: at none */
  constructor(at: number, strike: Strike) {
    this.#at = at;
    this.#strike = strike;
  }

  /** How many points the driver has passed, the last one included. */
  get points(): number {
    return this.#points;
  }

  /** The driver is gone, wherever it is. */
  kill(): void {
    this.#dead = true;
    this.#die();
  }

  /** Resolves while the driver lives, and never again once it is gone. */
  alive(): Promise<void> {
    return this.#dead ? never() : Promise.resolve();
  }

  /** Makes the call, unless it is struck. */
  async call<T>(name: string, make: () => Promise<T>): Promise<T> {
    await this.#pass(name, "before");
    const value = await make();
    await this.#pass(name, "after");
    return value;
  }

  async #pass(name: string, place: "before" | "after"): Promise<void> {
    if (this.#dead) return never();
    const point = this.#points;
    this.#points += 1;
    this.names.push(`${name}/${place}`);
    if (point !== this.#at) return;
    if (this.#strike === "fail") throw errorOf(name, place);
    this.kill();
    return never();
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

function errorOf(name: string, place: "before" | "after"): RunnerError {
  const message = `The call of ${name} was made to fail, ${place} it was made.`;
  if (name.startsWith("store.")) return new RunnerError("STORE", message);
  const unknown = name === "run" && place === "after";
  return new RunnerError(unknown ? "SUBMISSION_UNKNOWN" : "BACKEND", message);
}
