import { describe, expect, test } from "vitest";
import { seeded } from "../../__fixtures__/seeded.ts";
import { RunnerError } from "../../runner-error.ts";
import { FakeBackend } from "../fake-backend.ts";
import { FakeRunner } from "../fake-runner.ts";
import { makeTrial } from "../make-trial.ts";
import { randomFaults, type FaultRates } from "./random-faults.ts";
import type { FaultableMember } from "./fault.ts";
import { withFaults } from "./with-faults.ts";

async function polls(rates: FaultRates, times: number): Promise<string[]> {
  const fake = new FakeRunner(new FakeBackend());
  const trial = makeTrial({}, { runMetadata: await fake.run(makeTrial({})) });
  const runner = withFaults(fake, randomFaults(seeded(1), rates));
  const seen: string[] = [];
  for (let poll = 0; poll < times; poll += 1) {
    try {
      const answer = await runner.pollTrialStatus([trial]);
      seen.push([...answer.keys()][0] ?? "left out");
    } catch (error) {
      seen.push(RunnerError.is(error) ? error.code : "?");
    }
  }
  return seen;
}

function shares(seen: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const each of seen) counts[each] = (counts[each] ?? 0) + 1 / seen.length;
  return counts;
}

test("without rates, nothing goes wrong", async () => {
  expect(shares(await polls({}, 50))).toEqual({ RUNNING: expect.closeTo(1) });
});

test("what goes wrong has its share", async () => {
  const rates = { failBefore: 0.1, failAfter: 0.2 };
  expect(shares(await polls(rates, 1_000))).toEqual({
    BACKEND: expect.closeTo(0.1, 1),
    TIMEOUT: expect.closeTo(0.2, 1),
    RUNNING: expect.closeTo(0.7, 1),
  });
});

test("what a poll says of a trial has its share", async () => {
  expect(shares(await polls({ unknown: 0.1, leftOut: 0.2, missing: 0.3 }, 1_000))).toEqual({
    UNKNOWN: expect.closeTo(0.1, 1),
    "left out": expect.closeTo(0.2, 1),
    MISSING: expect.closeTo(0.3, 1),
    RUNNING: expect.closeTo(0.4, 1),
  });
});

test.each<[object, string]>([
  [{ failBefore: 2 }, "randomFaults: failBefore is 2; give a number from 0 to 1."],
  [{ missing: "0.1" }, 'randomFaults: missing is "0.1"; give a number from 0 to 1.'],
  [{ failbefore: 0.1 }, 'randomFaults has no option "failbefore"; it has failBefore, failAfter'],
])("%j is refused", (rates, message) => {
  expect(() => randomFaults(() => 0, rates)).toThrow(
    expect.objectContaining({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining(message) as string,
    }),
  );
});

test("equal sources of randomness are equal faults", async () => {
  const rates = { failBefore: 0.3, unknown: 0.3 };
  expect(await polls(rates, 100)).toEqual(await polls(rates, 100));
});

describe("how a call fails", () => {
  test("run that was not made says BACKEND", async () => {
    const { runner, backend } = failing({ failBefore: 1 });
    await expect(runner.run(makeTrial({}))).rejects.toMatchObject({ code: "BACKEND" });
    expect(backend.ledger.length).toBe(0);
  });

  test("run that was made says SUBMISSION_UNKNOWN", async () => {
    const { runner, backend } = failing({ failAfter: 1 });
    await expect(runner.run(makeTrial({}))).rejects.toMatchObject({ code: "SUBMISSION_UNKNOWN" });
    expect(backend.ledger.length).toBe(1);
  });

  test("members that are not named are left alone", async () => {
    const { runner } = failing({ failBefore: 1, unknown: 1 }, ["stop"]);
    const trial = makeTrial({}, { runMetadata: await runner.run(makeTrial({})) });
    expect(await runner.pollTrialStatus([trial])).toEqual(new Map([["RUNNING", new Set([0])]]));
    await expect(runner.stop(trial)).rejects.toMatchObject({ code: "BACKEND" });
  });
});

function failing(rates: FaultRates, members?: readonly FaultableMember[]) {
  const backend = new FakeBackend();
  const faults = randomFaults(() => 0, rates, members);
  return { runner: withFaults(new FakeRunner(backend), faults), backend };
}
