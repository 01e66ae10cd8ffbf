import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { BoundsOption } from "../options.ts";
import { square } from "../square.ts";

const fidelityIndex = 8;

/**
 * How a fidelity distorts the flow: factors of the radius, of both heads, of the length, of the
 * quotient of the transmissivities; and what it costs. Fidelity 0 is the true one.
 */
const models = [
  { radius: 1, upper: 1, lower: 1, length: 2, quotient: 1, cost: 1000 },
  { radius: 1, upper: 1, lower: 0.8, length: 1, quotient: 1, cost: 100 },
  { radius: 1, upper: 1, lower: 1, length: 8, quotient: 0.75, cost: 10 },
  { radius: 4, upper: 1.09, lower: 1, length: 3, quotient: 1, cost: 100 },
  { radius: 2, upper: 1.05, lower: 1, length: 3, quotient: 1, cost: 10 },
];
type Model = (typeof models)[number];

/**
 * Flow of water through a borehole. The last parameter is the fidelity, 0 to 4; between whole
 * numbers the value is 0, as in BoTorch.
 */
export const boreholeMultiFidelity: FormulaDefinition<BoundsOption> = {
  optionNames: ["bounds"],
  formula: () => ({
    options: {},
    bounds: [
      [0.05, 0.15],
      [100, 10_000],
      [100, 1000],
      [10, 500],
      [990, 1110],
      [700, 820],
      [1000, 2000],
      [6000, 12_000],
      [0, 4],
    ],
    optimalValue: 3.98,
    fidelityCost: (x) => models[x[fidelityIndex] ?? NaN]?.cost ?? 0,
    objectives(x, at, values, to) {
      const model = models[numberAt(x, at + fidelityIndex)];
      values[to] = model === undefined ? 0 : flow(x, at, model);
    },
  }),
};

function flow(x: Float64Array, at: number, model: Model): number {
  const borehole = numberAt(x, at);
  const influence = numberAt(x, at + 1);
  const upperFlow = numberAt(x, at + 2);
  const quotient = model.quotient * (upperFlow / numberAt(x, at + 3));
  const head = model.upper * numberAt(x, at + 4) - model.lower * numberAt(x, at + 5);
  const length = model.length * (numberAt(x, at + 6) * upperFlow);
  const logarithm = Math.log(influence / borehole);
  const conduct = logarithm * square(borehole) * numberAt(x, at + 7);
  const ownLogarithm = Math.log((model.radius * influence) / borehole);
  return (2 * Math.PI * upperFlow * head) / (ownLogarithm * (1 + length / conduct + quotient));
}
