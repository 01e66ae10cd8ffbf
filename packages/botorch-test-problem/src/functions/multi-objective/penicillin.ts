import type { FormulaDefinition } from "../formula.ts";
import { numberAt } from "../number-at.ts";
import type { CommonOptions } from "../options.ts";
import { square } from "../square.ts";

const lastStep = 2500;
const greatestVolume = 180;
/** Kelvin: the feed freezes and the broth boils. */
const freezing = 273;
const boiling = 373;
/** cal / (mol K) */
const gasConstant = 1.9872;

/** A fed-batch fermentation, an hour per step: minus the yield, the carbon dioxide, the hours. */
export const penicillin: FormulaDefinition<CommonOptions> = {
  optionNames: [],
  formula: () => ({
    options: {},
    bounds: [
      [60, 120],
      [0.05, 18],
      [293, 303],
      [0.05, 18],
      [0.01, 0.5],
      [500, 700],
      [5, 6.5],
    ],
    numObjectives: 3,
    refPoint: [25.935, 57.612, 935.5],
    maxHv: 2183455.909507436,
    objectives: ferment,
  }),
};

function ferment(x: Float64Array, at: number, values: Float64Array, to: number): void {
  let volume = numberAt(x, at);
  let biomass = numberAt(x, at + 1);
  const temperature = numberAt(x, at + 2);
  let glucose = numberAt(x, at + 3);
  const feed = numberAt(x, at + 4);
  const feedConcentration = numberAt(x, at + 5);
  const acidity = 10 ** -numberAt(x, at + 6);
  let penicillinConcentration = 0;
  let carbonDioxide = 0;

  const evaporation = Math.expm1(5 * ((temperature - boiling) / (freezing - boiling)));
  const acidityFactor = 0.092 / (1 + 1e-10 / acidity + acidity / (7 * 1e-5));
  const growth = 7 * 10 ** 3 * Math.exp(-5100 / (gasConstant * temperature));
  const death = 1e33 * Math.exp(-50000 / (gasConstant * temperature));
  let step = 0;
  for (;;) {
    step++;
    const loss = volume * (2.5 * 1e-4) * evaporation;
    const volumeRate = feed - loss;
    const growthRate = acidityFactor * (glucose / (0.15 * biomass + glucose)) * (growth - death);
    const biomassRate = growthRate * biomass - (biomass / volume) * volumeRate;
    const production = 0.005 * (glucose / (0.0002 + glucose + square(glucose) / 0.1));
    const glucoseRate =
      -(growthRate / 0.45) * biomass -
      (production / 0.9) * biomass -
      0.014 * biomass +
      (feed * feedConcentration) / volume -
      (glucose / volume) * volumeRate;
    const yieldRate =
      production * biomass -
      0.04 * penicillinConcentration -
      (penicillinConcentration / volume) * volumeRate;
    carbonDioxide += 0.143 * biomassRate + 4 * 1e-7 * biomass + 1e-4;
    penicillinConcentration += yieldRate;
    volume += volumeRate;
    biomass += biomassRate;
    glucose += glucoseRate;
    const ended = volume > greatestVolume || glucose < 0 || yieldRate < 1e-11;
    if (ended || step === lastStep) break;
  }
  values[to] = -penicillinConcentration;
  values[to + 1] = carbonDioxide;
  values[to + 2] = step;
}
