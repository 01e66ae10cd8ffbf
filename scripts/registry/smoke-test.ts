/**
 * A test file for `node --test` that puts the installed packages to use: the conformance suite
 * around wrappers, a simulated cluster, BoTorch's functions, and real processes.
 */
export const smokeTest = `import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { BotorchTestProblemRunner } from "@runners/botorch-test-problem";
import { VirtualClock, watchTrials } from "@runners/core";
import { FakeHarness, makeTrial, runnerConformance } from "@runners/core/testing";
import { LocalRunner } from "@runners/local";
import { withRetries } from "@runners/mixins";
import { defineExperiment, grid, Orchestrator, searchSpace, SqliteStore } from "@runners/orchestrator";
import { BackendSimulator, SimulatedBackendRunner } from "@runners/simulated-backend";
import { SyntheticRunner } from "@runners/synthetic";

const clock = new VirtualClock();
await runnerConformance({
  test,
  create: () => new FakeHarness({ wrap: (runner) => withRetries(runner, { clock }) }),
});
await runnerConformance({
  test,
  create: () => ({
    runner: new SyntheticRunner(),
    reopen: () => new SyntheticRunner(),
    instant: true,
    makeTrial: (index) => makeTrial({}, { index }),
  }),
});

test("BoTorch's functions", async () => {
  const runner = new BotorchTestProblemRunner({ testProblem: "Branin" });
  const trial = makeTrial({ x0: Math.PI, x1: 2.275 });
  const { observations } = await runner.fetchResults({ ...trial, runMetadata: await runner.run(trial) });
  assert.ok(Math.abs(observations[0].mean - 0.397887) < 1e-5);
});

test("an experiment on a simulated cluster, kept in SQLite", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "smoke-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const clock = new VirtualClock();
  const parameters = searchSpace([{ name: "lr", type: "float", bounds: [0, 1] }]);
  const runner = new SimulatedBackendRunner({
    simulator: new BackendSimulator({ maxConcurrency: 2, clock }),
    evaluate: ({ lr }) => ({ loss: (lr - 0.5) ** 2 }),
  });
  const candidates = grid(parameters, { points: 5 });
  const objective = { metric: "loss", goal: "minimize" };
  const definition = defineExperiment({ name: "e", parameters, candidates, objective, runner });
  const store = await SqliteStore.open({ path: join(folder, "e.sqlite") });
  const orchestrator = new Orchestrator(definition, { clock, store });
  for await (const _ of orchestrator.run());
  assert.equal(orchestrator.experiment.count("COMPLETED"), 5);
  assert.equal(orchestrator.experiment.best.value, 0);
  await store.close();
});

test("processes: run, read, stop, and take over", async (t) => {
  const directory = mkdtempSync(join(tmpdir(), "smoke-"));
  t.after(() => rmSync(directory, { recursive: true }));
  const open = () => new LocalRunner({
    command: "/bin/sh", args: ["-c", "{script}"], parameterArguments: "none", maxConcurrency: 2, directory,
  });
  const runner = open();
  const scripts = ['echo hello; echo "$W" > "$RUNNERS_RESULTS"'.replace("$W", '{\\\\"loss\\\\": 1}'), "exec sleep 100000"];
  const trials = [];
  for (const [index, script] of scripts.entries()) {
    const trial = makeTrial({ script }, { index, status: "RUNNING" });
    trials.push({ ...trial, runMetadata: await runner.run(trial) });
  }
  const other = open();
  await other.stop(trials[1], { reason: "enough" });
  const seen = new Map();
  for await (const event of watchTrials(other, () => trials.filter(({ index }) => !seen.has(index)))) {
    if (event.type === "status") seen.set(event.trial.index, event.to);
  }
  assert.deepEqual([seen.get(0), seen.get(1)], ["COMPLETED", "ABANDONED"]);
  assert.deepEqual((await other.fetchResults(trials[0])).observations, [{ metric: "loss", mean: 1 }]);
  const lines = [];
  for await (const line of other.readLogs(trials[0])) lines.push(line);
  assert.deepEqual(lines, ["hello"]);
});
`;
