import { parseArgs } from "node:util";

export type ChaosOptions = {
  /** The first seed. */
  readonly seed: number;
  /** How many seeds, from the first on. */
  readonly seeds: number;
  /** Kills in all, over all seeds and backends. */
  readonly kills: number;
  /** Races of two drivers in all. */
  readonly races: number;
  readonly backends: readonly ("cluster" | "local")[];
};

/** The options of the command line. @throws {Error} for one that is not known, or cannot be */
export function chaosOptions(args: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: "string", default: "1" },
      seeds: { type: "string", default: "1" },
      kills: { type: "string", default: "10" },
      races: { type: "string", default: "2" },
      backend: { type: "string", default: "both" },
    },
  });
  const { backend } = values;
  if (backend !== "cluster" && backend !== "local" && backend !== "both") {
    throw new Error(`--backend is ${backend}; give cluster, local or both.`);
  }
  return {
    seed: wholeNumber("--seed", values.seed, 0),
    seeds: wholeNumber("--seeds", values.seeds, 1),
    kills: wholeNumber("--kills", values.kills, 0),
    races: wholeNumber("--races", values.races, 0),
    backends: backend === "both" ? ["cluster", "local"] : [backend],
  };
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new Error(`${name} is ${text}; give a whole number from ${least}.`);
}
