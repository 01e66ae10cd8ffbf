import { VirtualClock } from "@runners/core";
import { BackendSimulator, SimulatedBackendRunner } from "@runners/simulated-backend";
import { runExperiment } from "./experiments.ts";
import { instantRunner } from "./instant-runner.ts";
import { median, timed, type Figure } from "./measure.ts";

/** Microseconds a trial, of an experiment of so many instant ones. */
async function perTrialUs(trials: number): Promise<number> {
  const run = (): Promise<number> => timed(() => runExperiment({ trials, runner: instantRunner }));
  return ((await median(3, run)) / trials) * 1e3;
}

/** The loop by itself, and over a simulated cluster of 100 slots. */
export async function inMemory(): Promise<Figure[]> {
  await perTrialUs(1_000);
  const small = await perTrialUs(1_000);
  const large = await perTrialUs(100_000);
  const simulated = await median(3, () =>
    timed(async () => {
      const clock = new VirtualClock();
      const simulator = new BackendSimulator({ clock, maxConcurrency: 100 });
      await runExperiment({
        trials: 100_000,
        runner: new SimulatedBackendRunner({ simulator }),
        clock,
      });
    }),
  );
  return [
    {
      name: "instant trials through the loop, in memory",
      value: 1e6 / large,
      unit: "trials/s",
      bar: "≥ 20,000",
    },
    {
      name: "cost of a trial at 100,000 trials over that at 1,000",
      value: large / small,
      unit: "×",
      bar: "about 1",
    },
    {
      name: "100,000 simulated trials on 100 slots, whole orchestrator",
      value: simulated / 1_000,
      unit: "s",
      bar: "≤ 15",
    },
  ];
}
