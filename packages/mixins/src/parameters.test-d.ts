import type { ParametersOf, Runner } from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import { expectTypeOf, test } from "vitest";
import { CountingRunner, type CountingParameters } from "./__fixtures__/counting-runner.ts";
import { SingleRunningTrialMixin } from "./single-running-trial-mixin.ts";
import { withMaxLiveTrials } from "./with-max-live-trials.ts";
import { withRetries } from "./with-retries.ts";
import { withSingleRunningTrial } from "./with-single-running-trial.ts";
import { withTimeouts } from "./with-timeouts.ts";

type NoParameters = { readonly [name in never]: unknown };

class Mixed extends SingleRunningTrialMixin(CountingRunner) {}
const mixed = new Mixed("a", 1);
const wrapped = withSingleRunningTrial(new CountingRunner("a"));
const wrappedAll = withMaxLiveTrials(withRetries(withTimeouts(new CountingRunner("a"))), {
  maxLiveTrials: 1,
});

test("the mixin and the wrapper give the very type they were given", () => {
  expectTypeOf(SingleRunningTrialMixin(CountingRunner)).toEqualTypeOf<typeof CountingRunner>();
  expectTypeOf(wrapped).toEqualTypeOf<CountingRunner>();
  expectTypeOf(wrappedAll).toEqualTypeOf<CountingRunner>();
  expectTypeOf<ParametersOf<Mixed>>().toEqualTypeOf<CountingParameters>();
});

test("parameters stay invariant through both", () => {
  expectTypeOf(mixed).toExtend<Runner<{ readonly lr: number }>>();
  expectTypeOf(mixed).not.toExtend<Runner<{ readonly lr: number; readonly depth: number }>>();
  expectTypeOf(mixed).not.toExtend<Runner<NoParameters>>();
  expectTypeOf(mixed).not.toExtend<Runner<{ readonly lr: string }>>();
  expectTypeOf(wrapped).toExtend<Runner<{ readonly lr: number }>>();
  expectTypeOf(wrapped).not.toExtend<Runner<{ readonly lr: number; readonly depth: number }>>();
  expectTypeOf(wrapped).not.toExtend<Runner<NoParameters>>();
  expectTypeOf(wrapped).not.toExtend<Runner<{ readonly lr: string }>>();
});

test("a trial with a missing or wrongly typed parameter does not compile", () => {
  void mixed.run(makeTrial({ lr: 1 }));
  // @ts-expect-error lr is missing
  void mixed.run(makeTrial({}));
  // @ts-expect-error lr is a number
  void mixed.run(makeTrial({ lr: "1" }));
});

test("capabilities and constructor arguments are those of the base", () => {
  expectTypeOf<Mixed["stop"]>().toEqualTypeOf<CountingRunner["stop"]>();
  // @ts-expect-error the base has no pollAvailableCapacity
  void mixed.pollAvailableCapacity();
  // @ts-expect-error the base wants a label
  void new Mixed();
  // @ts-expect-error its first run is a number
  void new Mixed("a", "b");
});

test("what cannot be polled is no base", () => {
  class Unpollable {
    async run(): Promise<Record<string, never>> {
      return {};
    }
  }
  // @ts-expect-error it has no pollTrialStatus
  SingleRunningTrialMixin(Unpollable);
});
