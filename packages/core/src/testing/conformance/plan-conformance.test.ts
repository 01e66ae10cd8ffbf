import { expect, test } from "vitest";
import type { Runner } from "../../runner.ts";
import { FakeBackend } from "../fake-backend.ts";
import { FakeHarness } from "../fake-harness.ts";
import { FakeRunner } from "../fake-runner.ts";
import { makeTrial } from "../make-trial.ts";
import { withoutMembers } from "../without-members.ts";
import type { ConformanceHarness } from "./conformance-harness.ts";
import type { ConformanceSuite } from "./conformance-suite.ts";
import { failedCases } from "./failed-cases.ts";
import { planConformance } from "./plan-conformance.ts";
import { runnerConformance } from "./runner-conformance.ts";

// What the types refuse, a program in JavaScript may still say.
type Waivers = NonNullable<ConformanceSuite["waive"]>;

/** A harness without any hook. */
function bareHarness(runner: Runner = new FakeRunner(new FakeBackend())): ConformanceHarness {
  return { runner, makeTrial: (index, fate) => makeTrial({ fate }, { index }) };
}

test("a case whose hook the harness lacks fails, and says what to do", async () => {
  const backend = new FakeBackend({ runtimeMs: 0 });
  const failed = await failedCases({ create: () => bareHarness(new FakeRunner(backend)) });
  expect(failed.get("doubt/missing")).toMatchObject({
    message:
      'doubt/missing is not checked: the harness has no forget. Supply it, or waive "needs/forget" with the reason.',
  });
});

test("a case is waived by its name", () => {
  const { run, waived } = planConformance(bareHarness(), { "doubt/missing": "it never forgets" });
  expect(run.map(({ id }) => id)).not.toContain("doubt/missing");
  expect(waived).toEqual(new Map([["doubt/missing", "it never forgets"]]));
});

test("the cases that need a hook are waived by the name of the hook", () => {
  const { run, waived } = planConformance(bareHarness(), {
    "needs/exhaust": "there is always room",
    "capacity/exhausted": "there is no quota",
  });
  expect(run.map(({ id }) => id)).not.toContain("run/no-capacity");
  expect(Object.fromEntries(waived)).toEqual({
    "run/no-capacity": "there is always room",
    "run/no-capacity-starts-nothing": "there is always room",
    "run-multiple/no-capacity": "there is always room",
    "capacity/exhausted": "there is no quota",
  });
});

test("a case that needs two hooks is waived by the name of either", () => {
  const { waived } = planConformance(bareHarness(), {
    "needs/acceptedJobs": "the backend keeps no record",
    "needs/setReachable": "it cannot be cut off",
  });
  expect(waived.get("run/unreachable")).toBe("it cannot be cut off");
  const withRecord = planConformance(bareHarness(), { "needs/acceptedJobs": "no record" });
  expect(withRecord.waived.get("run/unreachable")).toBe("no record");
});

test("a case that the harness could bring about is waived by its name, and not run", async () => {
  const waive = { "poll/fails": "the caller decides" };
  const { cases } = await runnerConformance({
    test: () => undefined,
    create: () => new FakeHarness(),
    waive,
  });
  expect(cases).not.toContain("poll/fails");
});

test.each([
  ["a case that there is not", new FakeHarness(), { "poll/everything": "because" }],
  [
    "a case of an absent member",
    bareHarness(withoutMembers(fake(), "stop")),
    { "stop/ends": "because" },
  ],
  ["a hook that the harness has", new FakeHarness(), { "needs/forget": "because" }],
  ["a hook that there is not", new FakeHarness(), { "needs/patience": "because" }],
  [
    "a hook of cases that are all waived by name",
    bareHarness(),
    { "doubt/missing": "because", "needs/forget": "because" },
  ],
  [
    "nothing of an instant runner",
    { ...bareHarness(), instant: true },
    { "needs/forget": "because" },
  ],
])("a waiver of %s is an error", (_, harness, waive) => {
  const waiver = Object.keys(waive).at(-1);
  expect(() => planConformance(harness, waive as Waivers)).toThrow(
    expect.objectContaining({
      code: "INVALID_ARGUMENT",
      message: `The waiver "${waiver}" waives nothing: no case of this runner answers to it. Remove it.`,
    }),
  );
});

test("a waiver without a reason is an error, and nothing is registered", async () => {
  const registered: string[] = [];
  const planning = runnerConformance({
    test: (name) => registered.push(name),
    create: () => new FakeHarness(),
    waive: { "poll/fails": " " },
  });
  await expect(planning).rejects.toMatchObject({
    code: "INVALID_ARGUMENT",
    message: 'The waiver "poll/fails" has no reason; say why the runner need not keep it.',
  });
  expect(registered).toEqual([]);
});

test("an instant runner needs no waiver for the hooks that its harness lacks", () => {
  const { run } = planConformance({ ...bareHarness(), instant: true });
  expect(run.filter(({ lacks }) => lacks !== undefined)).toEqual([]);
  expect(run.map(({ id }) => id)).toContain("poll/instant");
});

test("a runner that is not resumable is not reopened", () => {
  const runner = new FakeRunner(new FakeBackend(), { resumable: false });
  const { run } = planConformance(bareHarness(runner));
  expect(run.filter((planned) => planned.lacks === "reopen")).toEqual([]);
});

function fake(): FakeRunner {
  return new FakeRunner(new FakeBackend());
}
