import { RunnerError, VirtualClock, type RunMetadata, type Runner } from "@runners/core";
import { makeBatchTrial, makeTrial } from "@runners/core/testing";
import { expect, expectTypeOf, test } from "vitest";
import { SyntheticRunner, type SyntheticRunMetadata } from "./synthetic-runner.ts";

const experiment = { name: "penguins", runningTrialIndices: [] };

test("names a trial after its experiment and index", async () => {
  const runner = new SyntheticRunner();
  expect(await runner.run(makeTrial({ lr: 0.1 }, { index: 7, experiment }))).toStrictEqual({
    name: "penguins_7",
  });
});

test("names a trial by its bare index where the experiment has no name", async () => {
  const runner = new SyntheticRunner();
  const trial = makeTrial({}, { index: 7, experiment: { runningTrialIndices: [] } });
  expect(await runner.run(trial)).toStrictEqual({ name: "7" });
});

test("an empty name is a name", async () => {
  const runner = new SyntheticRunner();
  const trial = makeTrial({}, { index: 7, experiment: { name: "", runningTrialIndices: [] } });
  expect(await runner.run(trial)).toStrictEqual({ name: "_7" });
});

test("gives dummyMetadata back beside the name, but not an empty one", async () => {
  const trial = makeTrial({}, { index: 7, experiment });
  expect(await new SyntheticRunner({ dummyMetadata: "x" }).run(trial)).toStrictEqual({
    name: "penguins_7",
    dummyMetadata: "x",
  });
  expect(await new SyntheticRunner({ dummyMetadata: "" }).run(trial)).toStrictEqual({
    name: "penguins_7",
  });
});

test.each<[unknown, string]>([
  [{ dummyMetadata: 3 }, "SyntheticRunner: dummyMetadata is 3; give a string, or leave it out."],
  [{ dummy: "x" }, 'SyntheticRunner has no option "dummy"; it has dummyMetadata, clock.'],
])("refuses %j", (options, message) => {
  expect(() => new SyntheticRunner(options as { dummyMetadata: string })).toThrow(
    new RunnerError("INVALID_ARGUMENT", message),
  );
});

test("polls COMPLETED for every trial, batch trials too, and for none", async () => {
  const runner = new SyntheticRunner();
  const trials = [
    makeTrial({ lr: 1 }, { index: 3, status: "RUNNING" }),
    makeBatchTrial([{ lr: 1 }, { lr: 2 }], { index: 1, status: "FAILED" }),
  ];
  expect(await runner.pollTrialStatus(trials)).toStrictEqual(
    new Map([["COMPLETED", new Set([3, 1])]]),
  );
  expect(await runner.pollTrialStatus([])).toStrictEqual(new Map([["COMPLETED", new Set()]]));
});

test("deploys up to notAfterMs and not after it", async () => {
  const runner = new SyntheticRunner({ clock: new VirtualClock({ startMs: 1_000 }) });
  const trial = makeTrial({}, { index: 7, experiment });
  expect(await runner.run(trial, { notAfterMs: 1_000 })).toStrictEqual({ name: "penguins_7" });
  const error: unknown = await runner.run(trial, { notAfterMs: 999 }).catch((e: unknown) => e);
  expect(error).toMatchObject({ code: "DEADLINE_PASSED", trialIndex: 7 });
});

test("an aborted call rejects with the signal's reason", async () => {
  const runner = new SyntheticRunner();
  const reason = new Error("enough");
  const options = { signal: AbortSignal.abort(reason) };
  await expect(runner.run(makeTrial({}), options)).rejects.toBe(reason);
  await expect(runner.pollTrialStatus([], options)).rejects.toBe(reason);
});

test("has the capabilities it declares and no others", () => {
  const runner: Runner = new SyntheticRunner();
  expect(runner.runMetadataReportKeys).toStrictEqual(["name"]);
  expect(runner.submissionGuarantee).toBe("exact");
  for (const capability of ["stop", "runMultiple", "pollAvailableCapacity", "findSubmission"]) {
    expect(capability in runner).toBe(false);
  }
});

test("is a runner of any parameterization, and stop does not compile", () => {
  expectTypeOf<SyntheticRunner>().toExtend<Runner<{ lr: number; depth: number }>>();
  expectTypeOf<SyntheticRunner>().toExtend<Runner>();
  expectTypeOf<SyntheticRunMetadata>().toExtend<RunMetadata>();
  expectTypeOf<SyntheticRunner>().not.toHaveProperty("stop");
});
