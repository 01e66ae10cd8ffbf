import { badOption } from "../../bad-option.ts";
import { wholeNumber } from "../../whole-number.ts";
import { cube } from "../../cube.ts";
import type { FormulaDefinition } from "../../formula.ts";
import type { TrajectoryPlanningOptions } from "../../options.ts";
import { obstacleCost } from "./obstacle-cost.ts";
import { Path } from "./path.ts";
import { sampleLines } from "./sample-lines.ts";
import { SplineSampler } from "./spline-sampler.ts";
import { Waypoints } from "./waypoints.ts";

const samples = 1000;

/**
 * A way from (0.05, 0.05) to (0.95, 0.95) past square obstacles: each pair of parameters bends one
 * step, and the value is 20 times the length that runs through obstacles.
 */
export const trajectoryPlanning: FormulaDefinition<TrajectoryPlanningOptions> = {
  optionNames: ["dim", "useSmoothInterp", "maxStepSize"],
  formula(options) {
    const { useSmoothInterp = true, maxStepSize } = options;
    const dim = wholeNumber("TrajectoryPlanning", "dim", options.dim ?? 30, 2);
    if (dim % 2 !== 0) throw badOption("TrajectoryPlanning", "dim", dim, "an even number");
    if (maxStepSize !== undefined && !(maxStepSize > 0 && maxStepSize < Infinity)) {
      throw badOption("TrajectoryPlanning", "maxStepSize", maxStepSize, "a positive number");
    }
    const waypoints = new Waypoints(dim / 2, maxStepSize);
    const spline = new SplineSampler(dim / 2 + 2, samples);
    const path = new Path(samples);
    return {
      options: {
        dim,
        ...(!useSmoothInterp && { useSmoothInterp }),
        ...(maxStepSize !== undefined && { maxStepSize }),
      },
      bounds: cube(dim, 0, 1),
      optimalValue: 0,
      objectives(x, at, values, to) {
        waypoints.follow(x, at);
        const distinct = waypoints.distinct();
        // A cubic needs four points.
        if (useSmoothInterp && distinct.length >= 4) spline.sample(distinct, path);
        else sampleLines(waypoints.path, path);
        values[to] = obstacleCost(path);
      },
    };
  },
};
