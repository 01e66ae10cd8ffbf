import { expectTypeOf, test } from "vitest";
import type {
  CallOptions,
  ParametersMarker,
  ParametersOf,
  PolledStatuses,
  Runner,
  RunOptions,
} from "./runner.ts";
import { FakeBackend } from "./testing/fake-backend.ts";
import { FakeRunner } from "./testing/fake-runner.ts";
import { makeTrial } from "./testing/make-trial.ts";
import { withoutMembers } from "./testing/without-members.ts";
import type { BaseTrial, RunMetadata } from "./trial.ts";
import { withFaults } from "./testing/faults/with-faults.ts";
import { wrapRunner } from "./wrap-runner.ts";

type Rate = { readonly lr: number };
type RateAndDepth = { readonly lr: number; readonly depth: number };
type RateInWords = { readonly lr: string };

/** As a class declares its parameters. */
class RateRunner implements Runner<Rate> {
  declare readonly "~parameters"?: ParametersMarker<Rate>;

  async run(trial: BaseTrial<Rate>, _options?: RunOptions): Promise<RunMetadata> {
    return { lr: trial.arms[0].parameters.lr };
  }

  async pollTrialStatus(_trials: Iterable<BaseTrial<Rate>>): Promise<PolledStatuses> {
    return new Map();
  }
}

/** A class that declares none takes any. */
class AnyRunner implements Runner {
  async run(_trial: BaseTrial<unknown>): Promise<RunMetadata> {
    return {};
  }

  async pollTrialStatus(): Promise<PolledStatuses> {
    return new Map();
  }
}

declare const rateRunner: Runner<Rate>;
declare const someRunner: Runner;
declare function takesRate(runner: Runner<Rate>): void;
declare function takesRateAndDepth(runner: Runner<RateAndDepth>): void;
declare function takesRateInWords(runner: Runner<RateInWords>): void;
declare function takesAny(runner: Runner): void;
/** As wrappers are typed. */
declare function wrapped<R extends Runner>(runner: R): R;

test("an optional member cannot be called without a look whether it is there", () => {
  const trial = makeTrial({ lr: 1 });
  // @ts-expect-error it may be absent
  void rateRunner.stop(trial);
  // @ts-expect-error it may be absent
  void someRunner.stopMultiple([trial]);
  // @ts-expect-error it may be absent
  void someRunner.pollAvailableCapacity().then(String);
  void rateRunner.stop?.(trial);
  if (rateRunner.stop !== undefined) void rateRunner.stop(trial);
});

test("a class without stop has none", () => {
  const runner = new RateRunner();
  // @ts-expect-error the class has no stop
  void runner.stop(makeTrial({ lr: 1 }));
  // @ts-expect-error nor has it when wrapped
  void wrapRunner(runner, { stop: async () => ({}) }).stop(makeTrial({ lr: 1 }));
  expectTypeOf(runner).not.toHaveProperty("stop");
});

test("a member that was taken away is gone from the type", () => {
  const runner = withoutMembers(new FakeRunner(new FakeBackend()), "stop", Symbol.asyncDispose);
  // @ts-expect-error it was taken away
  void runner.stop(makeTrial({}));
  expectTypeOf(runner).not.toHaveProperty("stop");
  expectTypeOf(runner).toHaveProperty("pollTrialDetails");
  expectTypeOf(runner).toExtend<Runner>();
});

test("run and pollTrialStatus are required", () => {
  // @ts-expect-error it cannot poll
  const blind: Runner = { run: async () => ({}) };
  // @ts-expect-error it cannot run
  const idle: Runner = { pollTrialStatus: async () => new Map() };
  void [blind, idle];
});

test("a runner is for its own parameters: objects", () => {
  takesRate(rateRunner);
  // @ts-expect-error depth is missing in what the runner takes
  takesRateAndDepth(rateRunner);
  // @ts-expect-error lr is a number
  takesRateInWords(rateRunner);
  declareRateAndDepth((runner) => {
    // @ts-expect-error depth is more than the caller has
    takesRate(runner);
    takesRateAndDepth(runner);
  });
});

test("a runner is for its own parameters: classes", () => {
  takesRate(new RateRunner());
  // @ts-expect-error depth is missing in what the runner takes
  takesRateAndDepth(new RateRunner());
  // @ts-expect-error lr is a number
  takesRateInWords(new RateRunner());
  class Deep extends AnyRunner {
    declare readonly "~parameters"?: ParametersMarker<RateAndDepth>;
  }
  takesRateAndDepth(new Deep());
  // @ts-expect-error depth is more than the caller has
  takesRate(new Deep());
});

test("a runner is for its own parameters: through wrappers", () => {
  takesRate(wrapped(new RateRunner()));
  // @ts-expect-error depth is missing in what the runner takes
  takesRateAndDepth(wrapped(new RateRunner()));
  // @ts-expect-error lr is a number
  takesRateInWords(wrapRunner(new RateRunner(), {}));
  // @ts-expect-error lr is a number
  takesRateInWords(withFaults(wrapped(rateRunner), {}));
  expectTypeOf(wrapped(new RateRunner())).toEqualTypeOf<RateRunner>();
  expectTypeOf(wrapRunner(new RateRunner(), {})).toEqualTypeOf<RateRunner>();
});

test("a trial is to have the parameters of the runner", () => {
  void rateRunner.run(makeTrial({ lr: 1 }));
  // @ts-expect-error lr is missing
  void rateRunner.run(makeTrial({}));
  // @ts-expect-error lr is a number
  void rateRunner.run(makeTrial({ lr: "1" }));
  void someRunner.run(makeTrial({ lr: "1" }));
});

test("a runner that declares no parameters takes any, and any runner is a Runner", () => {
  takesRate(new AnyRunner());
  takesRateAndDepth(new AnyRunner());
  takesRate(someRunner);
  takesAny(new AnyRunner());
  takesAny(new RateRunner());
  takesAny(rateRunner);
  void new AnyRunner().run(makeTrial("whatever"));
});

test("ParametersOf is what the runner declares, else what its run takes", () => {
  expectTypeOf<ParametersOf<RateRunner>>().toEqualTypeOf<Rate>();
  expectTypeOf<ParametersOf<Runner<RateAndDepth>>>().toEqualTypeOf<RateAndDepth>();
  expectTypeOf<ParametersOf<AnyRunner>>().toEqualTypeOf<unknown>();
  expectTypeOf<ParametersOf<Unmarked>>().toEqualTypeOf<Rate>();
  expectTypeOf<ParametersOf<Runner>>().toBeAny();
  expectTypeOf<ParametersOf<string>>().toBeNever();
});

test("every asynchronous member takes a signal", () => {
  type Asynchronous =
    | "stop"
    | "stopMultiple"
    | "runMultiple"
    | "pollAvailableCapacity"
    | "pollTrialDetails"
    | "findSubmission"
    | "planRun"
    | "waitForChange"
    | "fetchResults"
    | "readLogs";
  type LastOptions<M extends Asynchronous> =
    Required<Parameters<NonNullable<Runner[M]>>> extends [...unknown[], infer O] ? O : never;
  expectTypeOf<{ [M in Asynchronous]: LastOptions<M> }[Asynchronous]>().toExtend<CallOptions>();
});

/** A runner with typed parameters and no marker. */
type Unmarked = {
  run(trial: BaseTrial<Rate>): Promise<RunMetadata>;
  pollTrialStatus(trials: Iterable<BaseTrial<Rate>>): Promise<PolledStatuses>;
};

declare function declareRateAndDepth(use: (runner: Runner<RateAndDepth>) => void): void;
