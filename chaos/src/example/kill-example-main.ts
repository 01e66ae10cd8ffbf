// Kills `runners run` on the penguins, and says what was lost or trained twice.
// Arguments: how often (default 50), a seed (default 1).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import seedrandom from "seedrandom";
import { killDrivers } from "../harness/kill-drivers.ts";
import { isClean } from "../harness/verdict.ts";
import { exampleStage } from "./example-stage.ts";

const [kills = "50", seed = "1"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "chaos-example-"));
const { faults, words, ...counts } = await killDrivers(
  async (index) => exampleStage(folder, `penguins-${index}`),
  Number(kills),
  seedrandom(seed),
);
for (const word of words) console.log(`  ${word}`);
console.log(
  `Example: ${counts.kills} drivers killed (SIGKILL), ${counts.experiments} experiments of ${counts.trials} trials in all: ${faults.lost} lost, ${faults.twice} trained twice, ${faults.orphans} orphans, ${faults.unintended} without an intent`,
);
if (words.length === 0 && isClean(faults)) rmSync(folder, { recursive: true, maxRetries: 5 });
else process.exitCode = 1;
