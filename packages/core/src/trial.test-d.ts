import { expectTypeOf, test } from "vitest";
import type { JsonObject } from "./json.ts";
import type { PolledStatuses, Runner } from "./runner.ts";
import { makeBatchTrial, makeTrial } from "./testing/make-trial.ts";
import { isTerminal, TrialStatus, type PolledStatus, type TerminalStatus } from "./trial-status.ts";
import type { BaseTrial, BatchTrial, RunMetadata, Trial } from "./trial.ts";

declare const polled: PolledStatuses;
const pollTrialStatus = async (): Promise<PolledStatuses> => polled;

/** Accepts a runner by what its `run` resolves with. */
declare function runner(run: () => Promise<RunMetadata>): Runner;

test("run metadata is plain JSON", () => {
  runner(async () => ({ id: "1", port: 2, tags: ["a", { deep: null }], ready: true }));
  runner(async () => ({}));
  type Declared = { readonly id: string; readonly log?: string };
  runner(async (): Promise<Declared> => ({ id: "1" }));
});

test("run metadata that is not JSON does not compile", () => {
  // @ts-expect-error a Map
  runner(async () => ({ jobs: new Map([["a", 1]]) }));
  // @ts-expect-error a Set
  runner(async () => ({ jobs: new Set(["a"]) }));
  // @ts-expect-error a Date
  runner(async () => ({ at: new Date() }));
  // @ts-expect-error a function
  runner(async () => ({ stop: () => undefined }));
  // @ts-expect-error undefined
  runner(async () => ({ id: undefined }));
  // @ts-expect-error a bigint
  runner(async () => ({ id: 1n }));
  // @ts-expect-error a symbol
  runner(async () => ({ id: Symbol("id") }));
  // @ts-expect-error an instance of a class
  runner(async () => ({ job: new Job() }));
  // @ts-expect-error something deep down
  runner(async () => ({ jobs: [{ at: new Date() }] }));
  // @ts-expect-error no object
  runner(async () => "job-1");
});

test("nor does it as what a runner's own run resolves with", () => {
  const live: Runner = {
    // @ts-expect-error an instance of a class
    run: async () => ({ job: new Job() }),
    pollTrialStatus,
  };
  class Live implements Runner {
    // @ts-expect-error a Map
    async run(): Promise<{ readonly jobs: Map<string, number> }> {
      return { jobs: new Map() };
    }
    pollTrialStatus = pollTrialStatus;
  }
  void [live, Live];
});

test("kind tells a trial from a batch", () => {
  const trial = makeTrial({ lr: 1 }) as BaseTrial<{ readonly lr: number }>;
  if (trial.kind === "trial") {
    expectTypeOf(trial).toEqualTypeOf<Trial<{ readonly lr: number }>>();
    expectTypeOf(trial.arms.length).toEqualTypeOf<1>();
  } else {
    expectTypeOf(trial).toEqualTypeOf<BatchTrial<{ readonly lr: number }>>();
  }
  expectTypeOf(trial.arms[0].parameters).toEqualTypeOf<{ readonly lr: number }>();
  expectTypeOf(makeBatchTrial([1, 2])).toEqualTypeOf<BatchTrial<number>>();
});

test("a view cannot be written to", () => {
  const trial = makeTrial({ lr: 1 });
  // @ts-expect-error it is a view
  trial.status = "RUNNING";
  // @ts-expect-error it is a view
  trial.runMetadata["job"] = "1";
});

test("a status is one of the constants, and no doubt", () => {
  expectTypeOf(TrialStatus.COMPLETED).toExtend<TrialStatus>();
  // @ts-expect-error UNKNOWN is no status of a trial
  const unknown: TrialStatus = "UNKNOWN";
  // @ts-expect-error DONE is nothing
  const done: PolledStatus = "DONE";
  void [unknown, done];
  const status = "RUNNING" as PolledStatus;
  if (isTerminal(status)) expectTypeOf(status).toEqualTypeOf<TerminalStatus>();
});

test("a type is JSON, an interface is not: others may add to it", () => {
  type Declared = { readonly id: string };
  expectTypeOf<Declared>().toExtend<JsonObject>();
  expectTypeOf<Interface>().not.toExtend<JsonObject>();
});

interface Interface {
  readonly id: string;
}

class Job {
  readonly #id = "1";
  get id(): string {
    return this.#id;
  }
  stop(): void {}
}
