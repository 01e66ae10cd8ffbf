import { numberAt } from "../number-at.ts";
import { bowl, dtlz, type DtlzDefinition } from "./dtlz.ts";
import { sphereFront } from "./sphere-front.ts";

/** The front is a curve on the unit sphere. */
export const dtlz5: DtlzDefinition = dtlz("DTLZ5", 10, (dim, m) => {
  const quarters = new Float64Array(m - 1);
  return {
    objectives(x, at, values, to) {
      const g = bowl(x, at + m - 1, at + dim);
      quarters[0] = numberAt(x, at);
      for (let i = 1; i < m - 1; i++) {
        quarters[i] = (1 / (2 * (1 + g))) * (1 + 2 * g * numberAt(x, at + i));
      }
      sphereFront(g + 1, quarters, 0, m, values, to);
    },
  };
});
