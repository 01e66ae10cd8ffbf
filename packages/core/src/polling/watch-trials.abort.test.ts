import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { Watching } from "../__fixtures__/watching.ts";
import type { CallOptions, Runner } from "../runner.ts";
import { wrapRunner } from "../wrap-runner.ts";
import type { TrialEvent } from "./trial-event.ts";
import type { WatchOptions } from "./watch-options.ts";

const second = { initialIntervalMs: 1_000, backoffFactor: 1 };

describe("aborting", () => {
  test("before the first step throws the signal's reason, and nothing is polled", async () => {
    const watching = await new Watching().run(0);
    const events = watching.watch({ signal: AbortSignal.abort(reason) });
    await expect(events.next()).rejects.toBe(reason);
    expect(watching.polls).toEqual([]);
  });

  test.each<[string, (watching: Watching) => Partial<Runner>]>([
    ["between polls", () => ({})],
    ["in a poll", () => ({ pollTrialStatus: (_, options) => hang(options) })],
    ["while details are asked for", () => ({ pollTrialDetails: (_, options) => hang(options) })],
    ["while a hint is waited for", () => ({ waitForChange: (_, options) => hang(options) })],
    ["while a hint is waited for that does not heed it", () => ({ waitForChange: () => forever })],
    ["within the runner's shortest interval", () => ({ minPollIntervalMs: 1_000_000 })],
  ])("%s throws the signal's reason", async (_, broken) => {
    const watching = await new Watching({ hints: true }).run(0);
    watching.at(100, () => watching.backend.requeue(0));
    watching.runner = wrapRunner(watching.runner, broken(watching));
    expect(await abortedAt(2_500, watching)).toEqual({ outcome: reason, listeners: 0 });
  });

  test("while no trial is left throws the signal's reason", async () => {
    const watching = new Watching();
    expect(await abortedAt(2_500, watching, { changed: () => forever })).toEqual({
      outcome: reason,
      listeners: 0,
    });
  });

  test.each<[string, (abort: () => void, watching: Watching) => [Partial<Runner>, WatchOptions]]>([
    [
      "a hint is asked for",
      (abort) => [{ waitForChange: () => (abort(), forever) }, { changed: () => forever }],
    ],
    ["the set is waited for", (abort) => [{}, { changed: () => (abort(), forever) }]],
    [
      "the set is asked for, and none is left",
      (abort, { trials }) => [
        {},
        {
          changed: async () => {
            trials.splice(0);
            Object.defineProperty(trials, Symbol.iterator, { value: () => (abort(), [].values()) });
          },
        },
      ],
    ],
  ])("while %s throws the signal's reason", async (_, broken) => {
    const watching = await new Watching({ hints: true }).run(0);
    const controller = new AbortController();
    const [members, options] = broken(() => controller.abort(reason), watching);
    watching.runner = wrapRunner(watching.runner, members);
    const events = watching.watch({ ...options, signal: controller.signal });
    await expect(events.next()).rejects.toBe(reason);
    expect(watching.clock.monotonic()).toBe(0);
  });

  test("in a poll that does not heed it throws once that has answered, and tells of nothing", async () => {
    const watching = await new Watching({ hints: true }).run(0);
    const controller = new AbortController();
    const { clock, runner } = watching;
    watching.runner = wrapRunner(runner, {
      async pollTrialStatus(trials) {
        controller.abort(reason);
        await clock.sleep(500);
        return await runner.pollTrialStatus(trials);
      },
    });
    const events = watching.watch({ signal: controller.signal });
    await expect(events.next()).rejects.toBe(reason);
    expect(clock.monotonic()).toBe(500);
  });

  test("while details are asked for tells of no change", async () => {
    const watching = await new Watching({ hints: true }).run(0);
    const controller = new AbortController();
    watching.backend.requeue(0);
    watching.at(500, () => controller.abort(reason));
    watching.runner = wrapRunner(watching.runner, {
      pollTrialDetails: (_, options) => hang(options),
    });
    const events = watching.watch({ signal: controller.signal });
    await expect(events.next()).rejects.toBe(reason);
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  test("ends the waiting at that moment, not at the next poll", async () => {
    const watching = await new Watching({ hints: true }).run(0);
    await abortedAt(2_500, watching);
    expect(watching.clock.monotonic()).toBe(2_500);
  });

  test("leaves the trials as they are", async () => {
    const watching = await new Watching({ hints: true }).run(0);
    await abortedAt(2_500, watching);
    expect(watching.backend.job(0)?.state).toBe("RUNNING");
  });

  test("takes no listener for each poll, however long it goes on", async () => {
    const watching = await new Watching({ hints: true }).run(0);
    const controller = new AbortController();
    const counts = new Set<number>();
    const { runner } = watching;
    watching.runner = wrapRunner(runner, {
      pollTrialStatus(trials, options) {
        counts.add(getEventListeners(controller.signal, "abort").length);
        return runner.pollTrialStatus(trials, options);
      },
    });
    for (let atMs = 1_000; atMs < 200_000; atMs += 1_000) {
      watching.at(atMs, () => watching.backend.requeue(0));
      watching.at(atMs + 500, () => watching.backend.start(0));
    }
    watching.at(200_000, () => watching.backend.finish(0));
    await consume(watching.watch({ signal: controller.signal }));
    expect(Math.max(...counts)).toBeLessThanOrEqual(1);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });
});

test("leaving early ends what it waits for: nothing moves time any more", async () => {
  const watching = await new Watching({ hints: true }).run(0);
  const { backend, clock } = watching;
  let hints = 0;
  let sets = 0;
  const changed = async (options: CallOptions): Promise<void> => {
    sets += 1;
    await hang(options).finally(() => (sets -= 1));
  };
  const { runner } = watching;
  watching.runner = wrapRunner(runner, {
    async waitForChange(trials, options) {
      hints += 1;
      try {
        return await runner.waitForChange?.(trials, options);
      } finally {
        hints -= 1;
      }
    },
  });
  watching.at(1_500, () => backend.requeue(0));
  const events = watching.watch({ changed });
  await events.next();
  expect([hints, sets]).toEqual([0, 1]);
  await events.return();
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
  expect([clock.monotonic(), hints, sets]).toEqual([1_500, 0, 0]);
});

const reason = new Error("enough");
const forever = new Promise<never>(() => undefined);

/** What watching throws when aborted after a while, and the listeners that it leaves. */
async function abortedAt(ms: number, watching: Watching, options: WatchOptions = {}) {
  const controller = new AbortController();
  const { signal } = controller;
  watching.at(ms, () => controller.abort(reason));
  const events = new Set<string>();
  const outcome = await consume(watching.watch({ ...second, ...options, signal }), events).catch(
    (error: unknown) => error,
  );
  // An abort is no poll that failed.
  expect(events).not.toContain("poll-failed");
  return { outcome, listeners: getEventListeners(signal, "abort").length };
}

async function consume(events: AsyncIterable<TrialEvent>, seen = new Set<string>()): Promise<void> {
  for await (const { type } of events) seen.add(type);
}

/** Waits until it is aborted. */
function hang({ signal }: CallOptions = {}): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}
