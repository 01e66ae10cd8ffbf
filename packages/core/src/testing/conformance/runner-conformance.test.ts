import { describe, test } from "vitest";
import { FakeHarness } from "../fake-harness.ts";
import { runnerConformance } from "./runner-conformance.ts";

describe("the fake runner", async () => {
  await runnerConformance({ test, create: () => new FakeHarness() });
});
