import { testProblem } from "@runners/botorch-test-problem/functions";
import type { Panel } from "./draw-regret.ts";
import type { Generator } from "./generator.ts";
import { localSearch } from "./local-search.ts";
import { quartilesOverTime } from "./quartiles-over-time.ts";
import { randomSearch } from "./random-search.ts";
import { simulate, type RegretStep } from "./simulate.ts";

const problems = { Hartmann6: testProblem("Hartmann", { dim: 6 }), Branin: testProblem("Branin") };
const generators: Readonly<Record<string, Generator>> = {
  "random search": randomSearch,
  "local search": localSearch,
};

/** The last of the simulated hours that are compared; the experiments take a little longer. */
export const lastHour = 4;
const moments = Array.from({ length: 20 * lastHour + 1 }, (_, i) => i / 20);

/** Each generator on each problem, with this many seeds. */
export async function compare(seeds: number): Promise<readonly Panel[]> {
  const panels: Panel[] = [];
  for (const [title, problem] of Object.entries(problems)) {
    const lines: Panel["lines"][number][] = [];
    for (const [name, generator] of Object.entries(generators)) {
      const runs: (readonly RegretStep[])[] = [];
      for (let seed = 0; seed < seeds; seed++) {
        runs.push(await simulate(problem, generator, { seed: String(seed) }));
      }
      lines.push({ name, quartiles: quartilesOverTime(runs, moments) });
    }
    panels.push({ title, lines });
  }
  return panels;
}
