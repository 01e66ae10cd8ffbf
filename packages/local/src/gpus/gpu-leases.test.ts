import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { GpuLeases } from "./gpu-leases.ts";

test("a GPU is had by one at a time, and free again when that has ended", async () => {
  using place = temporaryDirectory();
  const living = new Set(["a", "b"]);
  const leases = new GpuLeases(join(place.path, "gpus"), ["0", "1", "MIG-x/1"], async (lease) =>
    living.has(lease),
  );
  expect(await leases.free()).toBe(3);
  expect((await leases.take(2, "a"))?.gpus).toEqual(["0", "1"]);
  expect(await leases.take(2, "b")).toBeUndefined();
  expect(await leases.free()).toBe(1);
  living.delete("a");
  const taken = await leases.take(3, "b");
  expect(taken?.gpus).toEqual(["0", "1", "MIG-x/1"]);
  await taken?.release();
  expect(await leases.free()).toBe(3);
});

test("of many who ask at once, each GPU goes to one", async () => {
  using place = temporaryDirectory();
  const directory = join(place.path, "gpus");
  const holders = new Map<string, string>();
  const living = new Set<string>();
  let rounds = 0;
  // Each is a driver of its own: nothing but the files keeps them apart.
  const driver = async (name: string): Promise<void> => {
    const leases = new GpuLeases(directory, ["0", "1"], async (lease) => living.has(lease));
    for (let turn = 0; turn < 40; turn += 1) {
      const lease = `${name}-${turn}`;
      living.add(lease);
      const taken = await leases.take(1, lease);
      for (const gpu of taken?.gpus ?? []) {
        expect(holders.get(gpu)).toBeUndefined();
        holders.set(gpu, lease);
      }
      await new Promise(setImmediate);
      for (const gpu of taken?.gpus ?? []) holders.delete(gpu);
      if (taken !== undefined) rounds += 1;
      living.delete(lease);
    }
  };
  await Promise.all(["a", "b", "c", "d"].map(driver));
  expect(rounds).toBeGreaterThan(40);
  // Old leases are tidied away.
  expect(readdirSync(directory).length).toBeLessThanOrEqual(4);
});
