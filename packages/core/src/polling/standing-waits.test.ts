import { expect, test } from "vitest";
import { StandingWaits } from "./standing-waits.ts";

type Values = { readonly first: number; readonly second: number };

/** A wait that is settled from outside, and tells whether it was aborted. */
function wait() {
  const waited = {
    begun: 0,
    aborted: false,
    resolve(value: number): void {
      throw new Error(`begin it before it is resolved with ${value}`);
    },
  };
  const begin = ({ signal }: { readonly signal?: AbortSignal | undefined }): Promise<number> => {
    waited.begun += 1;
    return new Promise((resolve, reject) => {
      waited.resolve = resolve;
      signal?.addEventListener("abort", () => {
        waited.aborted = true;
        reject(signal.reason as Error);
      });
    });
  };
  return { waited, begin };
}

test("takes the wait that settles, and lets the others stand", async () => {
  const waits = new StandingWaits<Values>();
  const [first, second] = [wait(), wait()];
  waits.begin("first", first.begin);
  waits.begin("second", second.begin);
  second.waited.resolve(2);
  expect(await waits.next({})).toEqual({ name: "second", value: 2 });

  waits.begin("first", first.begin);
  expect(first.waited).toMatchObject({ begun: 1, aborted: false });
  first.waited.resolve(1);
  expect(await waits.next({})).toEqual({ name: "first", value: 1 });
});

test("loses none of several that settle while nobody waits", async () => {
  const waits = new StandingWaits<Values>();
  waits.begin("first", () => Promise.resolve(1));
  waits.begin("second", () => Promise.reject(new Error("failed")));
  await Promise.resolve();
  await Promise.resolve();
  expect(waits.hasSettled("first")).toBe(true);
  expect(await waits.next({})).toEqual({ name: "first", value: 1 });
  expect(waits.hasSettled("first")).toBe(false);
  expect(await waits.next({})).toEqual({ name: "second", error: new Error("failed") });
});

test("a wait that was cancelled is aborted, never taken, and can be begun anew", async () => {
  const waits = new StandingWaits<Values>();
  const cancelled = wait();
  waits.begin("first", cancelled.begin);
  waits.cancel("first");
  expect(cancelled.waited.aborted).toBe(true);
  waits.begin("first", () => Promise.resolve(1));
  expect(await waits.next({})).toEqual({ name: "first", value: 1 });
});

test("aborting ends the waiting, and the waits go on until they are cancelled", async () => {
  const waits = new StandingWaits<Values>();
  const standing = wait();
  waits.begin("first", standing.begin);
  const controller = new AbortController();
  const next = waits.next({ signal: controller.signal });
  const reason = new Error("enough");
  controller.abort(reason);
  await expect(next).rejects.toBe(reason);
  expect(standing.waited.aborted).toBe(false);
  waits.cancelAll();
  expect(standing.waited.aborted).toBe(true);
});
