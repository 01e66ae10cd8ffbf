import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption } from "../options.ts";
import { square } from "../square.ts";

const fidelityIndex = 10;

/** The power of the wing's area, whether paint is weighed, by area or as such; and the cost. */
const models = [
  { power: 0.758, paint: "by area", cost: 1000 },
  { power: 0.758, paint: "as such", cost: 100 },
  { power: 0.8, paint: "as such", cost: 10 },
  { power: 0.9, paint: "none", cost: 1 },
] as const;
type Model = (typeof models)[number];

/**
 * Weight of a wing. The last parameter is the fidelity, 0 (true) to 3; between whole numbers the
 * value is 0, as in BoTorch.
 */
export const wingWeightMultiFidelity: FormulaDefinition<BoundsOption> = {
  optionNames: ["bounds"],
  formula: () => ({
    options: {},
    bounds: [
      [150, 200],
      [220, 300],
      [6, 10],
      [-10, 10],
      [16, 45],
      [0.5, 1],
      [0.08, 0.18],
      [2.5, 6],
      [1700, 2500],
      [0.025, 0.08],
      [0, 3],
    ],
    optimalValue: 123.25,
    fidelityCost: (x) => models[x[fidelityIndex] ?? NaN]?.cost ?? 0,
    objectives(x, at, values, to) {
      const model = models[numberAt(x, at + fidelityIndex)];
      values[to] = model === undefined ? 0 : weight(x, at, model);
    },
  }),
};

function weight(x: Float64Array, at: number, model: Model): number {
  const area = numberAt(x, at);
  const structure = area ** model.power * withoutArea(x, at);
  if (model.paint === "none") return structure;
  const paint = numberAt(x, at + 9);
  return structure + (model.paint === "by area" ? area * paint : paint);
}

function withoutArea(x: Float64Array, at: number): number {
  const cosine = Math.cos((numberAt(x, at + 3) * Math.PI) / 180);
  return (
    0.036 *
    numberAt(x, at + 4) ** 0.006 *
    numberAt(x, at + 5) ** 0.04 *
    (numberAt(x, at + 2) / square(cosine)) ** 0.6 *
    ((100 * numberAt(x, at + 6)) / cosine) ** -0.3 *
    (numberAt(x, at + 7) * numberAt(x, at + 8)) ** 0.49 *
    numberAt(x, at + 1) ** 0.0035
  );
}
