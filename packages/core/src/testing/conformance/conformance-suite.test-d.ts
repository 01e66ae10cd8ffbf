import { test as nodeTest } from "node:test";
import { expectTypeOf, test as vitestTest } from "vitest";
import { FakeHarness } from "../fake-harness.ts";
import { makeTrial } from "../make-trial.ts";
import type { ConformanceCaseId } from "./conformance-cases.ts";
import type { ConformanceSuite, ConformanceWaiver } from "./conformance-suite.ts";
import { runnerConformance } from "./runner-conformance.ts";

const create = (): FakeHarness => new FakeHarness();
const withoutRunner = () => ({ makeTrial: (index: number) => makeTrial({}, { index }) });

vitestTest("a waiver is a case or a hook, by name", () => {
  const waive: ConformanceSuite["waive"] = {
    "poll/fails": "its trials never fail",
    "needs/requeue": "its trials are never queued again",
  };
  void runnerConformance({ test: vitestTest, create, waive });
  // @ts-expect-error there is no such case
  void runnerConformance({ test: vitestTest, create, waive: { "poll/everything": "because" } });
  // @ts-expect-error there is no such hook
  void runnerConformance({ test: vitestTest, create, waive: { "needs/patience": "because" } });
  expectTypeOf<"poll/one-pass">().toExtend<ConformanceCaseId>();
  expectTypeOf<ConformanceCaseId>().toExtend<ConformanceWaiver>();
  expectTypeOf<string>().not.toExtend<ConformanceCaseId>();
});

vitestTest("any framework will do", () => {
  void runnerConformance({ test: nodeTest, create });
  void runnerConformance({ test: vitestTest, create });
  void runnerConformance({
    test: (name: string, check: () => Promise<void>) => void [name, check],
    create,
  });
});

vitestTest("a harness is an object or a class, opened at once or later", () => {
  expectTypeOf(async () => new FakeHarness()).toExtend<ConformanceSuite["create"]>();
  // @ts-expect-error it has no runner
  void runnerConformance({ test: vitestTest, create: withoutRunner });
});
