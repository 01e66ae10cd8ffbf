import seedrandom from "seedrandom";

/** Where a generator is in its sequence: plain JSON. */
export type SeededRandomState = {
  readonly c: number;
  readonly s0: number;
  readonly s1: number;
  readonly s2: number;
};

/** A source of numbers uniform in [0, 1), with 53 random bits each. */
export type SeededRandom = {
  readonly next: () => number;
  readonly state: () => SeededRandomState;
};

/**
 * The same sequence for the same seed, on every platform. It is Alea: a generator per trial has to
 * be cheap to seed.
 *
 * @param state goes on from there; the seed is then of no account
 */
export function seededRandom(seed: number | string, state?: SeededRandomState): SeededRandom {
  const generator = seedrandom.alea(String(seed), { state: state ?? true });
  return { next: () => generator.double(), state: () => generator.state() };
}
