import { expect, test } from "vitest";
import type { Runner } from "../../../runner.ts";
import { unlessAborted } from "../../../unless-aborted.ts";
import {
  casesThatCatch,
  eachOf,
  hang,
  type BrokenRunners,
} from "../../__fixtures__/broken-runner.ts";
import type { FakeRunner } from "../../fake-runner.ts";
import type { WaitCaseId } from "./wait-cases.ts";

const broken: BrokenRunners<WaitCaseId> = {
  "wait/wakes": {
    breaks: (runner) => ({
      // Sees what has changed by now, and sleeps through the rest.
      async waitForChange(trials, { signal } = {}) {
        const now = new AbortController();
        const changed = runner.waitForChange(trials, { signal: now.signal });
        for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
        now.abort();
        return changed.catch(() => hang(signal));
      },
    }),
    also: ["wait/beside-others"],
  },
  "wait/no-lost-wake-up": {
    breaks: (runner, backend) =>
      remembersPolls(runner, async (trials, wasPolled, { signal } = {}) => {
        const polled = [...trials].every(({ index }) => wasPolled(index));
        if (!polled) return runner.waitForChange(trials, { signal });
        // What happened before nobody tells it.
        await backend.changed(signal);
        return undefined;
      }),
  },
  "wait/before-first-poll": {
    breaks: (runner, backend) =>
      remembersPolls(runner, async (trials, wasPolled, { signal } = {}) => {
        const all = [...trials];
        if (all.every(({ index }) => !wasPolled(index))) await backend.changed(signal);
        return runner.waitForChange(all, { signal });
      }),
  },
  "wait/only-asked": {
    breaks: (runner) => ({
      async waitForChange(trials, options) {
        return new Set([...(await runner.waitForChange(trials, options)), 100]);
      },
    }),
  },
  "wait/rests": {
    breaks: () => ({
      async waitForChange(_, options) {
        options?.signal?.throwIfAborted();
        return undefined;
      },
    }),
    also: ["wait/wakes", "wait/no-lost-wake-up", "wait/abort", "wait/beside-others"],
  },
  "wait/abort": {
    breaks: (runner) => ({
      async waitForChange(trials, options) {
        try {
          return await runner.waitForChange(trials, options);
        } catch {
          throw new Error("The wait was aborted.");
        }
      },
    }),
    also: ["members/keep-trials"],
  },
  "wait/beside-others": [
    { breaks: (runner) => waitsForOne(runner, "hangs") },
    { breaks: (runner) => waitsForOne(runner, "rejects") },
    { breaks: joinsTheFirst },
  ],
};

/** Has room for one that waits; who comes later takes its place. */
function waitsForOne(runner: FakeRunner, displaced: "hangs" | "rejects"): Partial<Runner> {
  let last: AbortController | undefined;
  return {
    async waitForChange(trials, { signal } = {}) {
      last?.abort(new Error("somebody else waits"));
      const current = new AbortController();
      last = current;
      const either = signal ? AbortSignal.any([signal, current.signal]) : current.signal;
      try {
        return await runner.waitForChange(trials, { signal: either });
      } catch (error) {
        if (signal?.aborted || displaced === "rejects") throw error;
        return hang(signal);
      }
    },
  };
}

/** Waits once for all, as whoever came first has asked it to. */
function joinsTheFirst(runner: FakeRunner): Partial<Runner> {
  let shared: Promise<ReadonlySet<number> | undefined> | undefined;
  return {
    async waitForChange(trials, options) {
      options?.signal?.throwIfAborted();
      shared ??= runner.waitForChange([...trials], options).finally(() => {
        shared = undefined;
      });
      return unlessAborted(() => shared as NonNullable<typeof shared>, options?.signal);
    },
  };
}

type WaitForChange = NonNullable<Runner["waitForChange"]>;

/** `waitForChange` of an object that remembers what was polled through it. */
function remembersPolls(
  runner: FakeRunner,
  waitForChange: (
    trials: Parameters<WaitForChange>[0],
    wasPolled: (index: number) => boolean,
    options: Parameters<WaitForChange>[1],
  ) => ReturnType<WaitForChange>,
): Partial<Runner> {
  const polled = new Set<number>();
  return {
    async pollTrialStatus(trials, options) {
      const all = [...trials];
      const answer = await runner.pollTrialStatus(all, options);
      for (const { index } of all) polled.add(index);
      return answer;
    },
    waitForChange: (trials, options) =>
      waitForChange(trials, (index) => polled.has(index), options),
  };
}

test.each(eachOf(broken))("%s catches a runner that breaks it", async (id, runner) => {
  expect(await casesThatCatch(runner)).toEqual(new Set([id, ...(runner.also ?? [])]));
});
