import { expect, test } from "vitest";
import { collectGarbage, collectYoungGarbage } from "../__fixtures__/collect-garbage.ts";
import { RenewedMap } from "./renewed-map.ts";

test("holds what a map holds, however often it was renewed", () => {
  const renewed = new RenewedMap<number, string>();
  const model = new Map<number, string>();
  for (let key = 0; key < 5_000; key += 1) {
    renewed.set(key, `${key}`);
    model.set(key, `${key}`);
    renewed.delete(key - 10);
    renewed.delete(key - 10);
    model.delete(key - 10);
  }
  expect(renewed.size).toBe(10);
  expect([...renewed.values()]).toEqual([...model.values()]);
  expect(renewed.get(4_999)).toBe("4999");
  expect([renewed.has(4_989), renewed.has(4_990)]).toEqual([false, true]);
});

test("goes over each value once while they are deleted", () => {
  const renewed = new RenewedMap<number, number>();
  for (let key = 0; key < 2_000; key += 1) renewed.set(key, key);
  const seen: number[] = [];
  for (const key of renewed.values()) {
    seen.push(key);
    renewed.delete(key);
  }
  expect(seen).toHaveLength(2_000);
  expect(renewed.size).toBe(0);
});

test("lets go of what was deleted, without a full collection", async () => {
  const renewed = new RenewedMap<number, readonly number[]>();
  await collectGarbage();
  const before = process.memoryUsage().heapUsed;
  for (let key = 0; key < 5_000; key += 1) {
    renewed.set(
      key,
      Array.from({ length: 100 }, () => key),
    );
    renewed.delete(key - 10);
    if (key % 500 === 0) collectYoungGarbage();
  }
  collectYoungGarbage();
  // A Map keeps more than 400 bytes of each.
  expect((process.memoryUsage().heapUsed - before) / 5_000).toBeLessThan(150);
});
