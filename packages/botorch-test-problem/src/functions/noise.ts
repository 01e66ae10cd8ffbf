import { normal } from "./normal.ts";
import { numberAt } from "./number-at.ts";

/** Normal noise on results that come in groups of `size`, each with its own standard deviation. */
export class Noise {
  readonly #deviations: Float64Array;
  readonly #random: () => number;

  constructor(deviations: Float64Array, random: () => number) {
    this.#deviations = deviations;
    this.#random = random;
  }

  addTo(results: Float64Array): void {
    const size = this.#deviations.length;
    for (let i = 0; i < results.length; i++) {
      results[i] =
        numberAt(results, i) + numberAt(this.#deviations, i % size) * normal(this.#random);
    }
  }
}
