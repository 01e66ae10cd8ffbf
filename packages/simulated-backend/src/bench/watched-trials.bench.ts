import {
  type BaseTrial,
  type RunMetadata,
  type Trial,
  type TrialStatus,
  VirtualClock,
  watchTrials,
} from "@runners/core";
import { BackendSimulator } from "../backend-simulator.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { SimulatedBackendRunner } from "../runner/simulated-backend-runner.ts";
import { sampleRuntimeUnif } from "../samplers/sample-runtime-unif.ts";

/**
 * Runs trials through the runner and the polling loop, until all have completed. Runtimes are uniform in
 * [1, 5], from one generator (Alea): to seed one for each trial costs more than to simulate it.
 *
 * @param batch how many trials are submitted whenever no more than `slots` are left; all at once where
 *   that is all
 * @returns the simulated seconds that it took
 */
export async function watchedTrials(count: number, slots: number, batch: number): Promise<number> {
  const clock = new VirtualClock();
  const simulator = new BackendSimulator({ maxConcurrency: slots, clock });
  const random = seededRandom("bench").next;
  const sampleRuntimeFunc = (trial: BaseTrial): number => sampleRuntimeUnif(trial, { random });
  const runner = new SimulatedBackendRunner({ simulator, sampleRuntimeFunc });
  let live: Deployable[] = [];
  const running = (): readonly Trial[] => {
    live = live.filter(({ status }) => status === "RUNNING");
    return live;
  };
  const experiment = { runningTrialIndices: [] };
  let submitted = 0;
  let completed = 0;
  let refilled = latch();

  async function submit(): Promise<void> {
    const end = Math.min(count, submitted + batch);
    while (submitted < end) {
      const index = submitted++;
      const trial: Deployable = {
        kind: "trial",
        index,
        attempt: 0,
        status: "RUNNING",
        arms: [{ parameters: { x: index } }],
        runMetadata: {},
        experiment,
      };
      trial.runMetadata = await runner.run(trial);
      live.push(trial);
    }
    refilled.resolve();
    refilled = latch();
  }

  while (submitted < Math.min(count, slots)) await submit();
  const changed = (): Promise<void> => refilled.promise;
  const done = new AbortController();
  const options = { clock, changed, signal: done.signal };
  try {
    for await (const event of watchTrials(runner, running, options)) {
      if (event.type !== "status" || event.to !== "COMPLETED") continue;
      (event.trial as Deployable).status = "COMPLETED";
      completed += 1;
      if (submitted - completed <= slots && submitted < count) await submit();
      if (completed === count) done.abort();
    }
  } catch (error) {
    if (error !== done.signal.reason) throw error;
  }
  if (simulator.numCompleted !== count) throw new Error("some trials have not completed");
  return clock.now() / 1000;
}

/** What changes is written to it: to copy each trial would be part of what is measured. */
type Deployable = Trial & { runMetadata: RunMetadata; status: TrialStatus };

function latch(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  const resolvers: (() => void)[] = [];
  const promise = new Promise<void>((resolve) => resolvers.push(resolve));
  return { promise, resolve: () => resolvers[0]?.() };
}
