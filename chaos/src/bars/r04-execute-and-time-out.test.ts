import { VirtualClock } from "@runners/core";
import {
  FakeBackend,
  FakeRunner,
  randomFaults,
  withFaults,
  withoutMembers,
} from "@runners/core/testing";
import seedrandom from "seedrandom";
import { expect, test } from "vitest";
import { orchestratorOf, runToEnd } from "./run-experiment.ts";

const trials = 10_000;

test("R4: 30 % of 10,000 submissions arrive and are said to have timed out: none lost, none twice", async () => {
  const clock = new VirtualClock();
  const backend = new FakeBackend({ clock, runtimeMs: 10_000, visibilityMs: 3_000 });
  const fake = new FakeRunner(backend, { submissionGuarantee: "reattach" });
  const faults = randomFaults(seedrandom("R4"), { failAfter: 0.3 }, ["run"]);
  const runner = withFaults(withoutMembers(fake, "runMultiple"), faults, { clock });
  const options = { maxPendingTrials: 500 };
  const { experiment, summary, events } = await runToEnd(
    orchestratorOf(runner, trials, { clock }, options),
  );
  expect(summary.outcome).toBe("completed");
  expect(experiment.count("COMPLETED")).toBe(trials);
  expect(backend.ledger.length).toBe(trials);
  expect(new Set(backend.ledger.map(({ key }) => key)).size).toBe(trials);
  const unknown = events.filter(({ type }) => type === "submission-unknown").length;
  expect(unknown).toBeGreaterThan(trials * 0.28);
  process.stdout.write(
    `R4   ${trials} submissions, ${unknown} said to have timed out: 0 lost, 0 twice\n`,
  );
});
