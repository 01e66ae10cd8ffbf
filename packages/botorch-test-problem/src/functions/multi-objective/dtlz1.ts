import { numberAt } from "../number-at.ts";
import { dtlz, rippledBowl, type DtlzDefinition } from "./dtlz.ts";

/** The front is flat: Σ fᵢ = ½. */
export const dtlz1: DtlzDefinition = dtlz("DTLZ1", 400, (dim, m) => ({
  maxHv: 400 ** m - 1 / 2 ** m,
  objectives(x, at, values, to) {
    // Each objective takes one factor less of the first, and the complement of the one it lacks.
    let product = 0.5 * (1 + rippledBowl(x, at + m - 1, at + dim));
    for (let i = 0; i < m - 1; i++) {
      const xi = numberAt(x, at + i);
      values[to + m - 1 - i] = product * (1 - xi);
      product *= xi;
    }
    values[to] = product;
  },
}));
