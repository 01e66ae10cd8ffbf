import { numberAt } from "../../number-at.ts";
import { CubicInterpolation } from "./cubic-interpolation.ts";
import type { Path } from "./path.ts";

/** Lays a smooth curve through waypoints. */
export class SplineSampler {
  readonly #x: CubicInterpolation;
  readonly #y: CubicInterpolation;
  readonly #parameters: Float64Array;

  /** @param capacity the most waypoints that there will be */
  constructor(capacity: number) {
    this.#x = new CubicInterpolation(capacity);
    this.#y = new CubicInterpolation(capacity);
    this.#parameters = new Float64Array(capacity);
  }

  /** Fills `into` with points of the curve through four waypoints or more, kept in the unit square. */
  sample(waypoints: Path, into: Path): void {
    this.#measure(waypoints);
    this.#x.fit(this.#parameters, waypoints.x, waypoints.length);
    this.#y.fit(this.#parameters, waypoints.y, waypoints.length);
    const last = into.x.length - 1;
    // BoTorch spaces the samples in 32-bit floats, the second half from the end.
    const step = Math.fround(1 / last);
    into.length = 0;
    for (let i = 0; i <= last; i++) {
      const t = Math.fround(2 * i <= last ? step * i : 1 - step * (last - i));
      into.add(clampToUnit(this.#x.at(t)), clampToUnit(this.#y.at(t)));
    }
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

function clampToUnit(coordinate: number): number {
  return Math.min(Math.max(coordinate, 0), 1);
}
