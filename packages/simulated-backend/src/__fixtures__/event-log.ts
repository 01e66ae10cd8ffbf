import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import { VirtualClock, watchTrials } from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import {
  BackendSimulator,
  sampleRuntimeLognormal,
  SimulatedBackendRunner,
} from "@runners/simulated-backend";

/**
 * All that happens to 500 trials of which some fail and some are stopped: each number with all its digits,
 * for logs are to be equal to the last bit, on every release of Node. Run as a program, it prints that.
 */
export async function eventLog(seed: number): Promise<string> {
  const clock = new VirtualClock();
  const simulator = new BackendSimulator({
    clock,
    seed,
    maxConcurrency: 16,
    failureRate: 0.1,
    failureTiming: "during-run",
  });
  const runner = new SimulatedBackendRunner({
    simulator,
    sampleRuntimeFunc: (trial) => sampleRuntimeLognormal(trial, { median: 3_600, seed }),
  });
  const trials = Array.from({ length: 500 }, (_, index) =>
    makeTrial({}, { index, status: "RUNNING" }),
  );
  for (const trial of trials) await runner.run(trial);
  const lines: string[] = [];
  for await (const event of watchTrials(runner, () => trials, { clock, jitter: 0 })) {
    if (event.type !== "status") continue;
    const { trial, to, noticedAtMs, details } = event;
    lines.push(JSON.stringify({ trial: trial.index, to, noticedAtMs, ...details }));
    const next = trials[trial.index + 3];
    if (to === "COMPLETED" && trial.index % 7 === 0 && next !== undefined) await runner.stop(next);
  }
  lines.push(JSON.stringify(simulator.state()), "");
  return lines.join("\n");
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  process.stdout.write(await eventLog(1));
}
