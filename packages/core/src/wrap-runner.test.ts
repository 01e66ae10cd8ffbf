import { describe, expect, test } from "vitest";
import type { PolledStatuses, Runner } from "./runner.ts";
import { makeTrial } from "./testing/make-trial.ts";
import type { BaseTrial, RunMetadata } from "./trial.ts";
import { wrapRunner } from "./wrap-runner.ts";

/** A runner with private state, getters, setters and members of its own. */
class Mine implements Runner {
  readonly kind = "mine";
  #runs = 0;

  async run({ index }: BaseTrial<unknown>): Promise<RunMetadata> {
    this.#runs += 1;
    return { name: `trial ${index}` };
  }

  async pollTrialStatus(): Promise<PolledStatuses> {
    return new Map();
  }

  async runTwice(trial: BaseTrial<unknown>): Promise<readonly RunMetadata[]> {
    return [await this.run(trial), await this.run(trial)];
  }

  get runs(): number {
    return this.#runs;
  }

  set runs(runs: number) {
    this.#runs = runs;
  }

  get minPollIntervalMs(): number {
    return this.#runs * 100;
  }
}

const trial = makeTrial({}, { index: 3 });
const empty = async (): Promise<PolledStatuses> => new Map();

describe("keeps", () => {
  test("methods, getters and setters of a class with private members", async () => {
    const runner = wrapRunner(new Mine(), {});
    expect(await runner.run(trial)).toEqual({ name: "trial 3" });
    expect(await runner.runTwice(trial)).toHaveLength(2);
    expect([runner.runs, runner.minPollIntervalMs, runner.kind]).toEqual([3, 300, "mine"]);
    runner.runs = 7;
    expect(runner.minPollIntervalMs).toBe(700);
  });

  test("methods that are called without the runner", async () => {
    const run: unknown = Reflect.get(wrapRunner(new Mine(), {}), "run");
    expect(await (run as Mine["run"])(trial)).toEqual({ name: "trial 3" });
  });

  test("the identity of its methods, and of its class", () => {
    const runner = wrapRunner(new Mine(), {});
    expect(Reflect.get(runner, "runTwice")).toBe(Reflect.get(runner, "runTwice"));
    expect(runner).toBeInstanceOf(Mine);
    expect(runner.constructor).toBe(Mine);
  });

  test("a method that the runner has got anew", async () => {
    const inner = { run: async () => ({ version: 1 }), pollTrialStatus: empty };
    const runner = wrapRunner<Runner>(inner, {});
    expect(await runner.run(trial)).toEqual({ version: 1 });
    inner.run = async () => ({ version: 2 });
    expect(await runner.run(trial)).toEqual({ version: 2 });
  });

  test("a frozen runner, with its members replaced", async () => {
    const frozen: Runner = Object.freeze({
      run: async () => ({ version: 1 }),
      pollTrialStatus: empty,
    });
    const runner = wrapRunner(frozen, { run: async () => ({ version: 2 }) });
    expect(await runner.run(trial)).toEqual({ version: 2 });
    expect(await runner.pollTrialStatus([])).toEqual(new Map());
  });

  test("own members for those who copy them, replaced ones included", async () => {
    const inner: Runner & { readonly name: string } = {
      name: "inner",
      run: async () => ({ version: 1 }),
      pollTrialStatus: empty,
    };
    const copy = { ...wrapRunner(inner, { run: async () => ({ version: 2 }) }) };
    expect(Object.keys(copy)).toEqual(["name", "run", "pollTrialStatus"]);
    expect(await copy.run(trial)).toEqual({ version: 2 });
  });
});

describe("replaces", () => {
  test("a method, for the callers from outside, whose original is there to be called", async () => {
    const inner = new Mine();
    const runner = wrapRunner(inner, {
      async run(each, options) {
        return { ...(await inner.run(each)), wrapped: options === undefined };
      },
    });
    expect(await runner.run(trial)).toEqual({ name: "trial 3", wrapped: true });
    expect(inner.runs).toBe(1);
    expect(await inner.run(trial)).toEqual({ name: "trial 3" });
  });

  test("a property", () => {
    const runner = wrapRunner(new Mine(), { minPollIntervalMs: 5 });
    expect(runner.minPollIntervalMs).toBe(5);
  });

  test("a member that was replaced before", async () => {
    const once = wrapRunner<Runner>(new Mine(), { run: async () => ({ version: 1 }) });
    const twice = wrapRunner(once, {
      run: async (each) => ({ inner: await once.run(each), version: 2 }),
    });
    expect(await twice.run(trial)).toEqual({ inner: { version: 1 }, version: 2 });
  });
});

describe("adds nothing", () => {
  test("that the runner lacks", () => {
    const runner: Runner = wrapRunner<Runner>(new Mine(), {
      stop: async () => ({}),
      pollAvailableCapacity: async () => 1,
      resumable: false,
    });
    for (const member of ["stop", "pollAvailableCapacity", "resumable"] as const) {
      expect(runner[member]).toBe(undefined);
      expect(member in runner).toBe(false);
    }
  });

  test("to the runner that it wraps", async () => {
    const inner = new Mine();
    wrapRunner(inner, { run: async () => ({}) });
    expect(await inner.run(trial)).toEqual({ name: "trial 3" });
  });
});
