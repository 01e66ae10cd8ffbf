import { expect, test } from "vitest";
import type { CallOptions } from "../runner.ts";
import { StandingWait } from "./standing-wait.ts";

/** Waits that are settled from outside, and what became of each. */
function waits() {
  const begun: {
    readonly resolve: (value: number) => void;
    readonly reject: (error: unknown) => void;
    aborted: boolean;
  }[] = [];
  const begin = ({ signal }: CallOptions): Promise<number> =>
    new Promise((resolve, reject) => {
      const wait = { resolve, reject, aborted: false };
      begun.push(wait);
      signal?.addEventListener("abort", () => {
        wait.aborted = true;
        reject(signal.reason);
      });
    });
  return { begun, begin };
}

/** Lets promises settle that can. */
async function turn(): Promise<void> {
  await new Promise(setImmediate);
}

test("stands until it settles, and is taken once", async () => {
  const { begun, begin } = waits();
  let settled = 0;
  const wait = new StandingWait(begin, () => (settled += 1));
  wait.begin();
  wait.begin();
  expect([begun.length, wait.hasSettled, wait.take()]).toEqual([1, false, undefined]);
  begun[0]?.resolve(7);
  await turn();
  wait.begin();
  expect([begun.length, settled, wait.hasSettled]).toEqual([1, 1, true]);
  expect(wait.take()).toEqual({ value: 7 });
  expect([wait.hasSettled, wait.take()]).toEqual([false, undefined]);
});

test("tells what it was rejected with, and begins anew", async () => {
  const { begun, begin } = waits();
  const wait = new StandingWait(begin, () => undefined);
  wait.begin();
  const error = new Error("failed");
  begun[0]?.reject(error);
  await turn();
  expect(wait.take()).toEqual({ error });
  wait.begin();
  begun[1]?.resolve(undefined as unknown as number);
  await turn();
  expect(wait.take()).toEqual({ value: undefined });
});

test("settles with what its function throws", async () => {
  const error = new Error("at once");
  const wait = new StandingWait(
    () => {
      throw error;
    },
    () => undefined,
  );
  wait.begin();
  await turn();
  expect(wait.take()).toEqual({ error });
});

test("is aborted when it is cancelled, and nobody hears of it, then or later", async () => {
  const { begun, begin } = waits();
  let settled = 0;
  const wait = new StandingWait(begin, () => (settled += 1));
  wait.begin();
  wait.cancel();
  wait.begin();
  begun[0]?.resolve(1);
  await turn();
  expect([begun[0]?.aborted, begun[1]?.aborted, settled, wait.hasSettled]).toEqual([
    true,
    false,
    0,
    false,
  ]);
  begun[1]?.resolve(2);
  await turn();
  expect(wait.take()).toEqual({ value: 2 });
});

test("may be begun anew by who hears that it was aborted", () => {
  const signals: AbortSignal[] = [];
  const wait: StandingWait<unknown> = new StandingWait(
    ({ signal }) => {
      if (signal !== undefined) signals.push(signal);
      signal?.addEventListener("abort", () => wait.begin(), { once: true });
      return new Promise(() => undefined);
    },
    () => undefined,
  );
  wait.begin();
  wait.cancel();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
});

test("forgets how it ended when it is cancelled after that", async () => {
  const { begun, begin } = waits();
  const wait = new StandingWait(begin, () => undefined);
  wait.begin();
  begun[0]?.resolve(1);
  await turn();
  wait.cancel();
  wait.cancel();
  expect([wait.hasSettled, wait.take(), begun[0]?.aborted]).toEqual([false, undefined, false]);
  wait.begin();
  expect(begun.length).toBe(2);
});
