import { wrapRunner, type Runner } from "@runners/core";
import type { FakeRunner } from "@runners/core/testing";
import type { Striker } from "./striker.ts";

/** The same runner, each call of which to the backend passes a striker. */
export function struckRunner(runner: FakeRunner, striker: Striker): Runner {
  return wrapRunner<Runner>(runner, {
    run: (...call) => striker.call("run", () => runner.run(...call)),
    runMultiple: (...call) => striker.call("runMultiple", () => runner.runMultiple(...call)),
    pollTrialStatus: (...call) =>
      striker.call("pollTrialStatus", () => runner.pollTrialStatus(...call)),
    pollTrialDetails: (...call) =>
      striker.call("pollTrialDetails", () => runner.pollTrialDetails(...call)),
    pollAvailableCapacity: (...call) =>
      striker.call("pollAvailableCapacity", () => runner.pollAvailableCapacity(...call)),
    stop: (...call) => striker.call("stop", () => runner.stop(...call)),
    stopMultiple: (...call) => striker.call("stopMultiple", () => runner.stopMultiple(...call)),
    findSubmission: (...call) =>
      striker.call("findSubmission", () => runner.findSubmission(...call)),
    fetchResults: (...call) => striker.call("fetchResults", () => runner.fetchResults(...call)),
  });
}
