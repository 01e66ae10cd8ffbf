import { expect, test } from "vitest";
import type { Runner } from "../runner.ts";
import { FakeBackend } from "./fake-backend.ts";
import { FakeRunner } from "./fake-runner.ts";
import { makeTrial } from "./make-trial.ts";
import { withoutMembers } from "./without-members.ts";

const fake = (): FakeRunner => new FakeRunner(new FakeBackend());

test("what is taken away is truly absent: methods, properties and what a symbol names", () => {
  const runner: Runner = withoutMembers(fake(), "stop", "submissionGuarantee", Symbol.asyncDispose);
  for (const member of ["stop", "submissionGuarantee", Symbol.asyncDispose] as const) {
    expect(runner[member]).toBe(undefined);
    expect(member in runner).toBe(false);
    expect(Object.keys({ ...runner })).not.toContain(member);
  }
});

test("what is left works as before", async () => {
  const runner = withoutMembers(fake(), "stop", "minPollIntervalMs");
  const runMetadata = await runner.run(makeTrial({}));
  expect(runMetadata).toEqual({ job: "job-1" });
  const details = await runner.pollTrialDetails([makeTrial({}, { runMetadata })]);
  expect(details.get(0)?.backendState).toBe("RUNNING");
  expect(runner.submissionGuarantee).toBe("exact");
  expect(runner).toBeInstanceOf(FakeRunner);
});

test("more can be taken away, and the runner itself keeps all", async () => {
  const whole = fake();
  const runner = withoutMembers(withoutMembers(whole, "stop"), "runMultiple");
  expect([runner instanceof FakeRunner, "stop" in runner, "runMultiple" in runner]).toEqual([
    true,
    false,
    false,
  ]);
  expect("stop" in whole).toBe(true);
});
