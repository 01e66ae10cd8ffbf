import { expect, test } from "vitest";
import { Latch } from "./latch.ts";

test("a wait ends when the flag is set, and at once while it is", async () => {
  const latch = new Latch();
  const waiting = latch.wait();
  latch.set();
  await expect(waiting).resolves.toBeUndefined();
  await expect(latch.wait()).resolves.toBeUndefined();
});

test("a flag that was cleared is waited for again", async () => {
  const latch = new Latch();
  latch.set();
  latch.clear();
  let over = false;
  const waiting = latch.wait().then(() => (over = true));
  await Promise.resolve();
  expect(over).toBe(false);
  latch.set();
  await waiting;
});

test("aborting ends one wait and leaves the others", async () => {
  const latch = new Latch();
  const controller = new AbortController();
  const aborted = latch.wait({ signal: controller.signal });
  const other = latch.wait();
  controller.abort("enough");
  await expect(aborted).rejects.toBe("enough");
  latch.set();
  await other;
});
