import { seededRandom } from "../random/seeded-random.ts";
import type { SamplerOptions } from "./sample-runtime.ts";

/** The source of randomness of one trial, the same whenever it is asked for. */
export function randomOfTrial(
  trial: { readonly index: number },
  { seed = 0, random }: SamplerOptions,
): () => number {
  return random ?? seededRandom(`${seed}:${trial.index}`).next;
}
