import { numberAt } from "../../number-at.ts";
import { CubicInterpolation } from "./cubic-interpolation.ts";
import type { Path } from "./path.ts";

/** Lays a smooth curve through waypoints. */
export class SplineSampler {
  readonly #x: CubicInterpolation;
  readonly #y: CubicInterpolation;
  readonly #parameters: Float64Array;

  readonly #samples: Float64Array;

  /**
   * @param capacity the most waypoints that there will be
   * @param samples how many points a curve has, its ends included
   */
  constructor(capacity: number, samples: number) {
    this.#x = new CubicInterpolation(capacity);
    this.#y = new CubicInterpolation(capacity);
    this.#parameters = new Float64Array(capacity);
    const last = samples - 1;
    // BoTorch spaces the samples in 32-bit floats, the second half from the end.
    const step = Math.fround(1 / last);
    this.#samples = Float64Array.from({ length: samples }, (_, i) =>
      Math.fround(2 * i <= last ? step * i : 1 - step * (last - i)),
    );
  }

  /**
   * Fills `into`, which has room for the samples, with points of the curve through four waypoints
   * or more, kept in the unit square.
   */
  sample(waypoints: Path, into: Path): void {
    this.#measure(waypoints);
    this.#x.fit(this.#parameters, waypoints.x, waypoints.length);
    this.#y.fit(this.#parameters, waypoints.y, waypoints.length);
    this.#x.evaluate(this.#samples, into.x);
    this.#y.evaluate(this.#samples, into.y);
    into.length = this.#samples.length;
    clampToUnit(into.x);
    clampToUnit(into.y);
  }

  /** Where each waypoint lies on the way along all of them, from 0 to 1. */
  #measure(waypoints: Path): void {
    const parameters = this.#parameters;
    parameters[0] = 0;
    for (let i = 1; i < waypoints.length; i++) {
      parameters[i] = numberAt(parameters, i - 1) + waypoints.stepTo(i);
    }
    const total = numberAt(parameters, waypoints.length - 1);
    for (let i = 1; i < waypoints.length; i++) parameters[i] = numberAt(parameters, i) / total;
  }
}

function clampToUnit(coordinates: Float64Array): void {
  for (let i = 0; i < coordinates.length; i++) {
    const coordinate = numberAt(coordinates, i);
    if (coordinate < 0) coordinates[i] = 0;
    else if (coordinate > 1) coordinates[i] = 1;
  }
}
