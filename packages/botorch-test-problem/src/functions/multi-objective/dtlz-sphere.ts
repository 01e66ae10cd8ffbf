import type { Formula, Kernel } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import { square } from "../square.ts";
import { bowl, dtlz, rippledBowl, type Distance, type DtlzDefinition } from "./dtlz.ts";
import { sphereFront } from "./sphere-front.ts";
import { positiveSphereVolume } from "./positive-sphere-volume.ts";

/** The front is the positive part of the unit sphere. */
export const dtlz2: DtlzDefinition = dtlz("DTLZ2", 1.1, sphere(1.1, bowl));

/** DTLZ2 with many local fronts. */
export const dtlz3: DtlzDefinition = dtlz("DTLZ3", 10_000, sphere(10_000, rippledBowl));

/** In BoTorch the same as DTLZ2: its exponent of 100 is declared and never used. */
export const dtlz4: DtlzDefinition = dtlz("DTLZ4", 1.1, sphere(1.1, bowl));

/** DTLZ2 where only pieces of the front are feasible. Its `maxHv` is that of 2 objectives. */
export const c2dtlz2: DtlzDefinition = dtlz("C2DTLZ2", 1.1, (dim, m) => {
  const objectives = sphereKernel(dim, m, bowl);
  const values = new Float64Array(m);
  return {
    objectives,
    maxHv: 0.3996406303723544,
    numConstraints: 1,
    slacks(x, at, slacks, to) {
      objectives(x, at, values, 0);
      slacks[to] = -distanceToFeasible(values);
    },
  };
});

function sphere(
  referenceValue: number,
  distance: Distance,
): (dim: number, m: number) => Pick<Formula, "objectives" | "maxHv"> {
  return (dim, m) => ({
    objectives: sphereKernel(dim, m, distance),
    maxHv: referenceValue ** m - positiveSphereVolume(m),
  });
}

function sphereKernel(dim: number, m: number, distance: Distance): Kernel {
  return (x, at, values, to) => {
    sphereFront(1 + distance(x, at + m - 1, at + dim), x, at, m, values, to);
  };
}

/** Negative near the ends of the axes and near the middle of the front: within 0.2. */
function distanceToFeasible(values: Float64Array): number {
  const m = values.length;
  const allowed = 0.2 * 0.2;
  let nearest = Infinity;
  let toMiddle = 0;
  for (let i = 0; i < m; i++) {
    let toEnd = 0;
    for (let j = 0; j < m; j++) if (j !== i) toEnd += square(numberAt(values, j)) - allowed;
    nearest = Math.min(nearest, square(numberAt(values, i) - 1) + toEnd);
    toMiddle += square(numberAt(values, i) - 1 / Math.sqrt(m)) - allowed;
  }
  return Math.min(nearest, toMiddle);
}
