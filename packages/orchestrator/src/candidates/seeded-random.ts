import { RunnerError } from "@runners/core";
import seedrandom from "seedrandom";
import { showValue } from "../space/show-value.ts";

/** Random numbers from 0 to below 1: 53 bits of them by a call, 32 bits with a sign by `int32`. */
export interface SeededRandom {
  (): number;
  int32(): number;
}

/**
 * Makes sources of random numbers that all give the same numbers, those of the seed.
 *
 * @param who whose option the seed is
 * @throws {RunnerError} `INVALID_ARGUMENT` for a seed that is not a whole number
 */
export function seededRandom(who: string, seed: unknown): () => SeededRandom {
  if (!Number.isSafeInteger(seed)) {
    throw new RunnerError(
      "INVALID_ARGUMENT",
      `${who}: seed is ${showValue(seed)}; give a whole number, e.g. { seed: 1 }.`,
    );
  }
  return () => seedrandom(String(seed));
}
