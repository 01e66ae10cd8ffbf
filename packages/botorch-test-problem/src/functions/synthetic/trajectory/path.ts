import { numberAt } from "../../number-at.ts";

/** Points of the plane, in order; the room for them is taken once. */
export class Path {
  readonly x: Float64Array;
  readonly y: Float64Array;
  length = 0;

  constructor(capacity: number) {
    this.x = new Float64Array(capacity);
    this.y = new Float64Array(capacity);
  }

  add(x: number, y: number): void {
    this.x[this.length] = x;
    this.y[this.length] = y;
    this.length++;
  }

  /** The distance from the point before to point `index`. */
  stepTo(index: number): number {
    const dx = numberAt(this.x, index) - numberAt(this.x, index - 1);
    const dy = numberAt(this.y, index) - numberAt(this.y, index - 1);
    return Math.sqrt(dx * dx + dy * dy);
  }
}
