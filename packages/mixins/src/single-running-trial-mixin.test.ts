import type { BaseTrial, CallOptions, Runner } from "@runners/core";
import { FakeRunner, makeTrial, runnerConformance } from "@runners/core/testing";
import { describe, expect, test } from "vitest";
import { CountingRunner } from "./__fixtures__/counting-runner.ts";
import { asGolden, goldenPolls, trialsOf } from "./__fixtures__/golden-polls.ts";
import {
  singleRunningHarness,
  singleRunningWaivers,
} from "./__fixtures__/single-running-conformance.ts";
import { SingleRunningTrialMixin } from "./single-running-trial-mixin.ts";

class Mine extends SingleRunningTrialMixin(CountingRunner) {
  greet(): string {
    return `${this.label} has run ${this.runs}`;
  }
}

test.each(goldenPolls)("polls as the original: $statuses, polled $polled", async (poll) => {
  const runner: Runner = new Mine("a");
  expect(asGolden(await runner.pollTrialStatus(trialsOf(poll)))).toStrictEqual(poll.result);
});

test("keeps constructor, private state, capabilities and other members of the base", async () => {
  const runner = new Mine("a", 5);
  const trial = makeTrial({ lr: 1 }, { index: 3 });
  expect(await runner.run(trial)).toStrictEqual({ name: "a-3" });
  expect(await runner.stop(trial, { reason: "enough" })).toStrictEqual({ reason: "enough" });
  expect(runner.greet()).toBe("a has run 6");
  expect(runner).toBeInstanceOf(CountingRunner);
});

test("adds one own member to the chain: pollTrialStatus", () => {
  const prototype: object = SingleRunningTrialMixin(CountingRunner).prototype;
  expect(Reflect.ownKeys(prototype)).toStrictEqual(["constructor", "pollTrialStatus"]);
});

test("takes an abstract class, and a class may override the mixin's polls again", async () => {
  abstract class Abstract extends CountingRunner {
    abstract readonly backend: string;
  }
  class Concrete extends SingleRunningTrialMixin(Abstract) {
    readonly backend = "none";
    override async pollTrialStatus(trials: Iterable<BaseTrial<{ readonly lr: number }>>) {
      const answer = await super.pollTrialStatus(trials);
      return answer.size === 0 ? new Map([["CANDIDATE" as const, new Set<number>()]]) : answer;
    }
  }
  expect(await new Concrete("a").pollTrialStatus([])).toStrictEqual(
    new Map([["CANDIDATE", new Set()]]),
  );
});

test("an aborted poll rejects with the signal's reason", async () => {
  const reason = new Error("enough");
  const options: CallOptions = { signal: AbortSignal.abort(reason) };
  const runner: Runner = new Mine("a");
  await expect(runner.pollTrialStatus([], options)).rejects.toBe(reason);
});

describe("keeps the contract, the rules that it replaces aside", async () => {
  class MixedFake extends SingleRunningTrialMixin(FakeRunner) {}
  await runnerConformance({
    test,
    create: () => singleRunningHarness((_runner, backend) => new MixedFake(backend, { refuses })),
    waive: singleRunningWaivers,
  });
});

function refuses({ arms }: BaseTrial<unknown>): string | undefined {
  return arms[0].parameters === null ? "it has no parameters" : undefined;
}
