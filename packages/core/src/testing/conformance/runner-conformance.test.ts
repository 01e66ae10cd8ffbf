import { describe, expect, test } from "vitest";
import type { Runner } from "../../runner.ts";
import { wrapRunner } from "../../wrap-runner.ts";
import { FakeBackend } from "../fake-backend.ts";
import { FakeHarness } from "../fake-harness.ts";
import { FakeRunner } from "../fake-runner.ts";
import { withFaults } from "../faults/with-faults.ts";
import { makeTrial } from "../make-trial.ts";
import { withoutMembers, type OptionalMember } from "../without-members.ts";
import { conformanceCases } from "./conformance-cases.ts";
import type { ConformanceHarness } from "./conformance-harness.ts";
import { failedCases } from "./failed-cases.ts";
import { runnerConformance } from "./runner-conformance.ts";

const isOptional: Readonly<Record<OptionalMember, true>> = {
  stop: true,
  stopMultiple: true,
  runMultiple: true,
  planRun: true,
  pollAvailableCapacity: true,
  pollTrialDetails: true,
  findSubmission: true,
  waitForChange: true,
  fetchResults: true,
  readLogs: true,
  submissionGuarantee: true,
  submissionVisibilityMs: true,
  resumable: true,
  stagingRequired: true,
  runMetadataReportKeys: true,
  minPollIntervalMs: true,
  clock: true,
  [Symbol.asyncDispose]: true,
};
const optionalMembers = Reflect.ownKeys(isOptional) as OptionalMember[];

describe("the fake runner passes without a waiver", async () => {
  const { cases, waived } = await runnerConformance({ test, create: () => new FakeHarness() });

  test("in every case but those of another kind of runner", () => {
    const others = Object.keys(conformanceCases).filter((id) => !cases.some((each) => each === id));
    expect(others).toEqual(["run/staged", "poll/instant"]);
    expect(waived.size).toBe(0);
  });
});

describe("and so it does", () => {
  test.each<[string, () => ConformanceHarness]>([
    ["wrapped", () => new FakeHarness({ wrap: (runner) => wrapRunner(runner, {}) })],
    ["with no fault", () => new FakeHarness({ wrap: (runner) => withFaults(runner, {}) })],
    [
      "wrapped twice",
      () => new FakeHarness({ wrap: (runner) => wrapRunner(withFaults(runner, {}), {}) }),
    ],
    ["with the required members only", () => new FakeHarness({ wrap: withMembers() })],
    ["with stop only", () => new FakeHarness({ wrap: withMembers("stop") })],
    ["with waitForChange only", () => new FakeHarness({ wrap: withMembers("waitForChange") })],
    [
      "where it promises nothing",
      () => new FakeHarness({ runner: { submissionGuarantee: "none" } }),
    ],
    [
      "where submissions become visible late",
      () =>
        new FakeHarness({
          runner: { submissionGuarantee: "reattach" },
          backend: { visibilityMs: 45 },
        }),
    ],
    ["where trials end with it", () => new FakeHarness({ runner: { resumable: false } })],
    [
      "where staging is required",
      () => new FakeHarness({ runner: { stagingRequired: true }, backend: { queueMs: 25 } }),
    ],
    ["where stopping takes a while", () => new FakeHarness({ backend: { stopMs: 35 } })],
    ["where trials complete at once", instantHarness],
  ])("%s", async (_, create) => {
    expect(await failedCases({ create })).toEqual(new Map());
  });
});

describe("a member that is absent has no cases", () => {
  test.each(optionalMembers)("%s", async (member) => {
    const create = (): ConformanceHarness =>
      new FakeHarness({ wrap: (runner) => withoutMembers(runner, member) });
    const { cases } = await runnerConformance({ test: () => undefined, create });
    const own = Object.entries(conformanceCases).filter(([, each]) => each.member === member);
    expect(cases.filter((id) => own.some(([ownId]) => ownId === id))).toEqual([]);
  });
});

test("the name of a test begins with the id of its case, and says the rule", async () => {
  const names: string[] = [];
  await runnerConformance({
    test: (name) => names.push(name),
    create: () => new FakeHarness(),
  });
  expect(names).toContain("poll/empty: a poll of no trials reports none");
});

test("each case gets a harness of its own, which is disposed of after it, and so is the first", async () => {
  let opened = 0;
  let open = 0;
  class CountedHarness extends FakeHarness {
    constructor() {
      super();
      opened += 1;
      open += 1;
      expect(open).toBe(1);
    }
    async [Symbol.asyncDispose](): Promise<void> {
      open -= 1;
    }
  }
  const create = (): ConformanceHarness => new CountedHarness();
  await failedCases({ create });
  const { cases } = await runnerConformance({ test: () => undefined, create });
  expect([opened, open]).toEqual([cases.length + 2, 0]);
});

test("what still runs after a case is stopped, and the runners are disposed of", async () => {
  const left: (string | undefined)[] = [];
  let disposed = 0;
  const wrap = (runner: FakeRunner, backend: FakeBackend): Runner =>
    wrapRunner<Runner>(runner, {
      async [Symbol.asyncDispose]() {
        disposed += 1;
        left.push(...backend.ledger.map(({ id }) => backend.job(id)?.state));
      },
    });
  const checks = new Map<string, () => Promise<void>>();
  await runnerConformance({
    test: (name, check) => checks.set(name.split(":")[0] ?? "", check),
    create: () => new FakeHarness({ wrap }),
  });
  disposed = 0;
  await checks.get("resume/running")?.();
  expect([disposed, left]).toEqual([2, ["CANCELLED", "CANCELLED"]]);
});

function instantHarness(): ConformanceHarness {
  const backend = new FakeBackend({ runtimeMs: 0 });
  const open = (): Runner => withoutMembers(new FakeRunner(backend), "fetchResults", "readLogs");
  return {
    instant: true,
    runner: open(),
    makeTrial: (index, fate) => makeTrial({ fate }, { index }),
    reopen: open,
  };
}

function withMembers(...present: readonly OptionalMember[]): (runner: FakeRunner) => Runner {
  const absent = optionalMembers.filter((member) => !present.includes(member));
  return (runner) => withoutMembers(runner, ...absent);
}
