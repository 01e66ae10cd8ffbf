import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import seedrandom from "seedrandom";
import { Cluster } from "../cluster/cluster.ts";
import { killDrivers, type KillCounts } from "./kill-drivers.ts";
import { raceDrivers, type RaceCounts } from "./race-drivers.ts";
import { clusterStage, localStage, type Stage } from "./stage.ts";
import { startTogether } from "./start-together.ts";
import { addFaults, isClean, type Faults } from "./verdict.ts";

const trials = 30;

export type SeedOptions = {
  readonly seed: number;
  readonly kills: number;
  readonly races: number;
  readonly backend: "cluster" | "local";
};

export type SeedCounts = {
  readonly killing: KillCounts;
  readonly racing: RaceCounts;
  /** Of two drivers that were started at once, the one that was refused. */
  readonly refusedAtOnce: number;
  readonly faults: Faults;
  /** What is wrong; empty: nothing. */
  readonly words: readonly string[];
};

/** Kills and races of one seed on one backend. Keeps its folder if something is wrong. */
export async function runSeed(options: SeedOptions): Promise<SeedCounts> {
  const { seed, kills, races, backend } = options;
  const folder = mkdtempSync(join(tmpdir(), "chaos-"));
  await using cluster = await Cluster.start(folder);
  const random = seedrandom(`${seed}-${backend}`);
  const makeStage =
    (purpose: string) =>
    async (index: number): Promise<Stage> => {
      const name = `${purpose}-${seed}-${index}`;
      if (backend === "local") return localStage({ folder, name, trials });
      return clusterStage(cluster, { folder, name, trials, seed: seed * 1_000 + index, random });
    };
  const killing = await killDrivers(makeStage("kill"), kills, random);
  const racing = await raceDrivers(makeStage("race"), races, random);
  const together = await startTogether(makeStage("both"), races > 0 ? 1 : 0);
  const faults = [racing.faults, together.faults].reduce(addFaults, killing.faults);
  const words = [...killing.words, ...racing.words, ...together.words];
  if (words.length === 0 && isClean(faults)) rmSync(folder, { recursive: true, maxRetries: 5 });
  return { killing, racing, refusedAtOnce: together.refused, faults, words };
}
