// Kills drivers of jobs on a real Slurm, half of them on one with accounting and half on one
// without, and compares what the store says with what the cluster wrote down.
// Options: --kills N --seed N
import { parseArgs } from "node:util";
import { SlurmCluster } from "@runners/torchx/fixtures/slurm-cluster";
import { torchxVenv } from "@runners/torchx/fixtures/torchx-venv";
import seedrandom from "seedrandom";
import { isClean } from "../harness/verdict.ts";
import { killOnSlurm } from "./kill-on-slurm.ts";
import { slurmStage } from "./slurm-stage.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
  },
});
const kills = Math.ceil(Number(values.kills) / 2);
const { python } = await torchxVenv("release");

const runs = [true, false].map(async (accounting) => {
  await using cluster = await SlurmCluster.start({ accounting });
  const random = seedrandom(`${values.seed}-${accounting}`);
  const makeStage = (index: number): ReturnType<typeof slurmStage> =>
    slurmStage(cluster, { name: `kill-${index}`, trials: 40, python });
  const counts = await killOnSlurm(makeStage, kills, random);
  const { faults } = counts;
  console.log(
    `Slurm ${accounting ? "with" : "without"} accounting: ${counts.kills} drivers killed around a submission, ` +
      `${counts.experiments} experiments of ${counts.trials} trials: ${faults.lost} lost, ` +
      `${faults.twice} submitted twice, ${faults.orphans} orphans, ${faults.unintended} without an intent, ` +
      `${counts.resolved} left to a person`,
  );
  for (const word of counts.words) console.log(`  ${word}`);
  return counts.words.length === 0 && isClean(faults);
});
process.exitCode = (await Promise.all(runs)).every(Boolean) ? 0 : 1;
