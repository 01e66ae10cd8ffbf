import { numberAt } from "../number-at.ts";
import { dtlz, type DtlzDefinition } from "./dtlz.ts";

/** The front is in separate pieces. */
export const dtlz7: DtlzDefinition = dtlz("DTLZ7", 15, (dim, m) => ({
  objectives(x, at, values, to) {
    let sum = 0;
    for (let i = at + m - 1; i < at + dim; i++) sum += numberAt(x, i);
    const g = 1 + (9 / (dim - m + 1)) * sum;
    let hills = 0;
    for (let i = 0; i < m - 1; i++) {
      const fi = numberAt(x, at + i);
      values[to + i] = fi;
      hills += (fi / (1 + g)) * (1 + Math.sin(3 * Math.PI * fi));
    }
    values[to + m - 1] = (1 + g) * (m - hills);
  },
}));
