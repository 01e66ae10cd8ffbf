import { numberAt } from "../../number-at.ts";

const degree = 3;
/** A row of the matrix holds columns from `degree` before to `degree` after its own. */
const width = 2 * degree + 1;

/**
 * The cubic spline through values at growing parameters, four at least. It has no knot at the
 * second parameter and the last but one, which settles its ends (what FITPACK calls s = 0).
 */
export class CubicInterpolation {
  readonly #knots: Float64Array;
  readonly #matrix: Float64Array;
  readonly #coefficients: Float64Array;
  readonly #basis: Float64Array = new Float64Array(degree + 1);
  #count = 0;

  /** @param capacity the most values that it will be fitted to; room for them is taken once */
  constructor(capacity: number) {
    this.#knots = new Float64Array(capacity + degree + 1);
    this.#matrix = new Float64Array(capacity * width);
    this.#coefficients = new Float64Array(capacity);
  }

  /** Passes through the first `count` values at the first `count` parameters. */
  fit(parameters: Float64Array, values: Float64Array, count: number): void {
    this.#count = count;
    for (let i = 0; i < count + degree + 1; i++) {
      const inner = i > degree && i < count;
      const end = i <= degree ? 0 : count - 1;
      this.#knots[i] = numberAt(parameters, inner ? i - 2 : end);
    }
    this.#fillMatrix(parameters);
    for (let i = 0; i < count; i++) this.#coefficients[i] = numberAt(values, i);
    this.#eliminate();
    this.#substitute();
  }

  /** Writes the values at the parameters. */
  evaluate(parameters: Float64Array, values: Float64Array): void {
    for (let index = 0; index < parameters.length; index++) {
      const span = this.#evaluateBasis(parameters, index);
      let value = 0;
      for (let i = 0; i <= degree; i++) {
        value += numberAt(this.#coefficients, span - degree + i) * numberAt(this.#basis, i);
      }
      values[index] = value;
    }
  }

  /** Row i: the values of the basis functions at parameter i. */
  #fillMatrix(parameters: Float64Array): void {
    this.#matrix.fill(0);
    for (let row = 0; row < this.#count; row++) {
      const first = this.#evaluateBasis(parameters, row) - degree;
      for (let i = 0; i <= degree; i++) {
        this.#matrix[entry(row, first + i)] = numberAt(this.#basis, i);
      }
    }
  }

  /** Needs no pivoting: the matrix of a B-spline basis is totally positive. */
  #eliminate(): void {
    const matrix = this.#matrix;
    const right = this.#coefficients;
    for (let pivot = 0; pivot < this.#count; pivot++) {
      const last = Math.min(pivot + degree, this.#count - 1);
      for (let row = pivot + 1; row <= last; row++) {
        const factor = numberAt(matrix, entry(row, pivot)) / numberAt(matrix, entry(pivot, pivot));
        if (factor === 0) continue;
        for (let column = pivot; column <= last; column++) {
          const change = factor * numberAt(matrix, entry(pivot, column));
          matrix[entry(row, column)] = numberAt(matrix, entry(row, column)) - change;
        }
        right[row] = numberAt(right, row) - factor * numberAt(right, pivot);
      }
    }
  }

  #substitute(): void {
    for (let row = this.#count - 1; row >= 0; row--) {
      let value = numberAt(this.#coefficients, row);
      for (let column = row + 1; column <= Math.min(row + degree, this.#count - 1); column++) {
        value -= numberAt(this.#matrix, entry(row, column)) * numberAt(this.#coefficients, column);
      }
      this.#coefficients[row] = value / numberAt(this.#matrix, entry(row, row));
    }
  }

  /**
   * Evaluates the four basis functions that are not zero at a parameter; the index of the last of
   * them.
   */
  #evaluateBasis(parameters: Float64Array, index: number): number {
    const basis = this.#basis;
    const parameter = numberAt(parameters, index);
    let span = degree;
    while (span < this.#count - 1 && parameter >= numberAt(this.#knots, span + 1)) span++;
    basis[0] = 1;
    for (let order = 1; order <= degree; order++) {
      let carried = 0;
      for (let i = 0; i < order; i++) {
        const right = numberAt(this.#knots, span + i + 1);
        const left = numberAt(this.#knots, span + i + 1 - order);
        const share = numberAt(basis, i) / (right - left);
        basis[i] = carried + (right - parameter) * share;
        carried = (parameter - left) * share;
      }
      basis[order] = carried;
    }
    return span;
  }
}

function entry(row: number, column: number): number {
  return row * width + column - row + degree;
}
