import { VirtualClock } from "@runners/core";
import { FakeBackend, FakeRunner } from "@runners/core/testing";
import { MemoryStore, type OrchestratorEvent } from "@runners/orchestrator";
import { expect, test } from "vitest";
import { orchestratorOf, runToEnd } from "./run-experiment.ts";

/** Where an experiment halts whose every other trial fails, after so many restarts. */
async function halt(
  restarts: number,
): Promise<{ readonly failures: number; readonly trials: number; readonly outcome: string }> {
  const clock = new VirtualClock();
  const store = new MemoryStore({ clock });
  const backend = new FakeBackend({ clock, runtimeMs: 10_000 });
  const driver = () =>
    orchestratorOf(
      new FakeRunner(backend),
      200,
      { clock, store },
      {
        maxPendingTrials: 1,
        toleratedTrialFailureRate: 0.4,
        minFailedTrialsForFailureRateCheck: 25,
      },
    );
  const fail = (event: OrchestratorEvent): void => {
    if (event.type !== "trial-deployed" || event.index % 2 === 0) return;
    backend.finish(event.index, { exitCode: 1 });
  };
  for (let restart = 0; restart < restarts; restart += 1) {
    let deployed = 0;
    for await (const event of driver().run()) {
      fail(event);
      if (event.type === "trial-deployed" && event.reattached !== true) deployed += 1;
      if (deployed === 2) break;
    }
  }
  const { experiment, summary } = await runToEnd(driver(), fail);
  return {
    failures: experiment.failures,
    trials: experiment.trials.size,
    outcome: summary.outcome,
  };
}

test("R16: an experiment halts at the same failure rate with 0 and with 20 restarts", async () => {
  const calm = await halt(0);
  expect(calm).toEqual({ failures: 25, trials: 50, outcome: "failure-rate-exceeded" });
  expect(await halt(20)).toEqual(calm);
});
