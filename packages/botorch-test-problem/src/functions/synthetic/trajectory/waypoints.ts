import { numberAt } from "../../number-at.ts";
import { Path } from "./path.ts";

const start = 0.05;
const goal = 0.95;
/** Nearer than this is the same place. */
const nearness = 1e-6;

/** The corners of a trajectory: start, one step per pair of parameters, goal. */
export class Waypoints {
  readonly path: Path;
  readonly #distinct: Path;
  readonly #steps: number;
  readonly #maxStepSize: number;

  constructor(steps: number, maxStepSize?: number) {
    const straight = Math.sqrt(2 * ((goal - start) * (goal - start)));
    this.path = new Path(steps + 2);
    this.#distinct = new Path(steps + 2);
    this.#steps = steps;
    this.#maxStepSize = maxStepSize ?? (1.5 * straight) / steps;
  }

  /** Takes the steps that the parameters from `x[at]` on describe, until the goal is reached. */
  follow(parameters: Float64Array, at: number): void {
    const { path } = this;
    path.length = 0;
    path.add(start, start);
    let x = start;
    let y = start;
    for (let step = 0; step < this.#steps; step++) {
      const toGoalX = goal - x;
      const toGoalY = goal - y;
      const distance = Math.sqrt(toGoalX * toGoalX + toGoalY * toGoalY);
      if (distance <= nearness) break;
      const ideal = Math.min(distance / (this.#steps - step), this.#maxStepSize);
      let stepX = (toGoalX / distance) * ideal + this.#bend(parameters, at + 2 * step);
      let stepY = (toGoalY / distance) * ideal + this.#bend(parameters, at + 2 * step + 1);
      const size = Math.sqrt(stepX * stepX + stepY * stepY);
      if (size > this.#maxStepSize) {
        stepX *= this.#maxStepSize / size;
        stepY *= this.#maxStepSize / size;
      }
      x = Math.min(Math.max(x + stepX, 0), 1);
      y = Math.min(Math.max(y + stepY, 0), 1);
      path.add(x, y);
    }
    path.add(goal, goal);
  }

  /** The waypoints without those that lie where the one before lies. */
  distinct(): Path {
    const { path } = this;
    const distinct = this.#distinct;
    distinct.length = 0;
    for (let i = 0; i < path.length; i++) {
      if (i > 0 && path.stepTo(i) <= nearness) continue;
      distinct.add(numberAt(path.x, i), numberAt(path.y, i));
    }
    return distinct;
  }

  #bend(parameters: Float64Array, index: number): number {
    return (numberAt(parameters, index) - 0.5) * 2 * this.#maxStepSize;
  }
}
