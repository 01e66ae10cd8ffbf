import { expect } from "vitest";
import { checkWorld } from "./check-world.ts";
import type { Model } from "./model.ts";
import { trials, type World } from "./world.ts";

/** Everything works again, a driver runs, and all jobs end: then the experiment has to. */
export async function drain(model: Model, world: World): Promise<void> {
  world.backend.setReachable(true);
  world.failNextSubmission(undefined);
  for (let round = 0; round < 60 && !world.isOver; round += 1) {
    for (const resolved of (await world.stored()).unresolved) await world.resubmit(resolved);
    if (!world.isDriven) world.start();
    await world.advance(40_000);
    for (const { trialIndex } of world.backend.ledger) {
      const job = world.backend.job(trialIndex);
      if (job === undefined || job.finishedAtMs !== undefined) continue;
      world.backend.start(trialIndex);
      // One that is being stopped ends by that.
      world.backend.finish(trialIndex);
      model.ended.set(trialIndex, "SUCCEEDED");
    }
    await checkWorld(model, world);
  }
  expect(world.summary?.outcome).toBe("completed");
  expect(world.backend.ledger.length).toBe(trials);
  const experiment = await world.stored();
  expect(
    experiment.count("COMPLETED") + experiment.count("FAILED") + experiment.count("ABANDONED"),
  ).toBe(trials);
}
