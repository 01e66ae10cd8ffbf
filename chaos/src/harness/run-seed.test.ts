import { test } from "vitest";
import { runSeed } from "./run-seed.ts";
import { noFaults } from "./verdict.ts";

const seed = 7;

test.concurrent.for([
  { backend: "cluster", kills: 12, races: 1 },
  { backend: "local", kills: 8, races: 0 },
] as const)(
  "$kills kills and $races races of drivers lose nothing and run nothing twice ($backend)",
  { timeout: 300_000 },
  async ({ backend, kills, races }, { expect }) => {
    const counts = await runSeed({ seed, kills, races, backend });
    // To see it again: pnpm chaos --seed 7 --kills <kills> --races <races> --backend <backend>
    expect(counts.words).toEqual([]);
    expect(counts.faults).toEqual(noFaults);
    expect(counts.killing.kills).toBe(kills);
    expect(counts.racing.stopped).toBe(races);
  },
);
