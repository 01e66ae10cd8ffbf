import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@runners/core";
import { afterAll, expect, test } from "vitest";
import { Cluster } from "../cluster/cluster.ts";
import { driverExitCodes } from "../drivers/driver-plan.ts";
import { processState } from "../drivers/process-state.ts";
import { clusterStage } from "../harness/stage.ts";

const folder = mkdtempSync(join(tmpdir(), "r3-"));
const cluster = await Cluster.start(folder);
const submitTimeoutMs = 800;
/** Draws a cluster that reattaches, and shows jobs late. */
const random = (): number => 0.99;

afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Resolves once the process has ended. */
async function over(pid: number): Promise<void> {
  while (!["Z", undefined].includes(processState(pid))) await systemClock.sleep(20);
}

test.for([0.5, 10])(
  "R3: a submitter that outlives its driver, and dawdles for %s times the submit time-out, doubles nothing",
  async (times) => {
    const name = `r3-${times}`;
    const stage = await clusterStage(cluster, { folder, name, trials: 4, seed: 1, random });
    await stage.heal();
    const delayMs = times * submitTimeoutMs;
    const first = stage.drive({ submitterDelayMs: delayMs });
    await first.said("submitter");
    await systemClock.sleep(100);
    first.signal("SIGKILL");
    const { stdout } = await first.ended;
    const second = await stage.drive().endedWithin(60_000);
    expect(second).toMatchObject({ exitCode: driverExitCodes.done });
    // The submitters that were left behind have their turn, late as it is.
    const submitters = [...stdout.matchAll(/submitter (\d+)/g)].map(([, pid]) => Number(pid));
    expect(submitters.length).toBeGreaterThan(0);
    for (const pid of submitters) await over(pid);
    const { words, ...faults } = await stage.judge();
    expect(words).toEqual([]);
    expect(faults).toEqual({ lost: 0, twice: 0, orphans: 0, unintended: 0 });
  },
);
