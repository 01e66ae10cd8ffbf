import { cube } from "../cube.ts";
import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { CommonOptions } from "../options.ts";

const dim = 20;

/** Twenty parameters, alone, in pairs and in threes; the first ones weigh most. */
export const morris: FormulaDefinition<CommonOptions> = {
  optionNames: [],
  formula() {
    const w = new Float64Array(dim);
    return {
      options: {},
      bounds: cube(dim, 0, 1),
      objectives(x, at, values, to) {
        for (let i = 0; i < dim; i++) w[i] = weight(numberAt(x, at + i), i);
        const four = 5 * numberAt(w, 0) * numberAt(w, 1) * numberAt(w, 2) * numberAt(w, 3);
        values[to] = alone(w) + pairs(w) + threes(w) + four;
      },
    };
  },
};

function weight(xi: number, i: number): number {
  const curved = i === 2 || i === 4 || i === 6;
  return 2 * ((curved ? (1.1 * xi) / (xi + 0.1) : xi) - 0.5);
}

function alone(w: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < dim; i++) sum += (i < 10 ? 20 : alternate(i + 1)) * numberAt(w, i);
  return sum;
}

function pairs(w: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < dim; i++) {
    for (let j = i + 1; j < dim; j++) {
      sum += (i < 6 ? -15 : alternate(i + j)) * numberAt(w, i) * numberAt(w, j);
    }
  }
  return sum;
}

function threes(w: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < 5; i++) {
    for (let j = i + 1; j < dim; j++) {
      for (let k = j + 1; k < dim; k++) {
        sum += -10 * numberAt(w, i) * numberAt(w, j) * numberAt(w, k);
      }
    }
  }
  return sum;
}

/** 1 for even numbers, -1 for odd ones. */
function alternate(n: number): number {
  return n % 2 === 0 ? 1 : -1;
}
