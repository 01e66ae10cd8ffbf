import { VirtualClock, type Runner } from "@runners/core";
import { FakeBackend, FakeRunner, makeTrial, withoutMembers } from "@runners/core/testing";
import { describe, expect, test } from "vitest";
import { boundedRunner } from "./bounded-runner.ts";
import { TimeLimit } from "./time-limit.ts";

const never = new AbortController().signal;

const trial = makeTrial({});
const calls: Readonly<Record<string, (runner: Runner) => Promise<unknown> | undefined>> = {
  pollTrialStatus: (runner) => runner.pollTrialStatus([trial]),
  pollTrialDetails: (runner) => runner.pollTrialDetails?.([trial]),
  pollAvailableCapacity: (runner) => runner.pollAvailableCapacity?.(),
  findSubmission: (runner) => runner.findSubmission?.(trial, "a-key"),
  fetchResults: (runner) => runner.fetchResults?.(trial),
  stop: (runner) => runner.stop?.(trial, { reason: "enough" }),
  stopMultiple: (runner) => runner.stopMultiple?.([trial], { force: true }),
};

describe.each(Object.entries(calls))("%s", (member, call) => {
  test("is given up, and aborted, where it is never answered", async () => {
    const clock = new VirtualClock();
    let given: AbortSignal | undefined;
    const runner = new FakeRunner(new FakeBackend({ clock }));
    Reflect.set(runner, member, (...args: readonly unknown[]) => {
      given = (args.at(-1) as { readonly signal: AbortSignal }).signal;
      return new Promise(() => undefined);
    });
    const bounded = boundedRunner(runner, new TimeLimit(clock, 5_000, never));
    await expect(call(bounded)).rejects.toMatchObject({ code: "TIMEOUT" });
    expect(clock.monotonic()).toBe(5_000);
    expect(given?.aborted).toBe(true);
  });

  test("answers as the runner does, and is given the same", async () => {
    const clock = new VirtualClock();
    const runner = new FakeRunner(new FakeBackend({ clock }));
    const asked: unknown[][] = [];
    const answer = { member };
    Reflect.set(runner, member, (...args: unknown[]) => {
      asked.push(args);
      return Promise.resolve(answer);
    });
    const bounded = boundedRunner(runner, new TimeLimit(clock, 5_000, never));
    expect(await call(bounded)).toBe(answer);
    expect(await call(runner)).toBe(answer);
    const [[...first] = [], [...second] = []] = asked;
    const signal: unknown = expect.any(AbortSignal);
    const takesOptions = member.startsWith("stop");
    expect(first).toEqual(
      takesOptions ? [second[0], { ...(second[1] as object), signal }] : [...second, { signal }],
    );
  });
});

test("what the runner lacks is not added", () => {
  const clock = new VirtualClock();
  const lacking = withoutMembers(
    new FakeRunner(new FakeBackend({ clock })),
    "stop",
    "findSubmission",
  );
  const bounded = boundedRunner(lacking, new TimeLimit(clock, 5_000, never));
  expect("stop" in bounded).toBe(false);
  expect("findSubmission" in bounded).toBe(false);
  expect("fetchResults" in bounded).toBe(true);
});
