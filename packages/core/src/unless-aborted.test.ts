import { expect, test } from "vitest";
import { unlessAborted } from "./unless-aborted.ts";

const reason = new Error("enough");

test("begins nothing under a signal that is aborted", async () => {
  let begun = 0;
  const begin = (): Promise<number> => Promise.resolve((begun += 1));
  await expect(unlessAborted(begin, AbortSignal.abort(reason))).rejects.toBe(reason);
  expect(begun).toBe(0);
});

test("waits no longer once the signal is aborted", async () => {
  const over = new AbortController();
  const waiting = unlessAborted(() => new Promise<never>(() => undefined), over.signal);
  over.abort(reason);
  await expect(waiting).rejects.toBe(reason);
});

test.each([undefined, new AbortController().signal])(
  "settles as what was begun (%s)",
  async (signal) => {
    expect(await unlessAborted(() => Promise.resolve(1), signal)).toBe(1);
    await expect(unlessAborted(() => Promise.reject(reason), signal)).rejects.toBe(reason);
  },
);
