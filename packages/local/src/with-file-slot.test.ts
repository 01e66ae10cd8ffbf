import { expect, test } from "vitest";
import { withFileSlot } from "./with-file-slot.ts";

test("at most 64 at a time, all in the end, and those that fail give way too", async () => {
  let running = 0;
  let most = 0;
  const work = async (i: number): Promise<number> => {
    running += 1;
    most = Math.max(most, running);
    await new Promise(setImmediate);
    running -= 1;
    if (i % 3 === 0) throw new Error(`${i}`);
    return i;
  };
  for (let round = 0; round < 2; round += 1) {
    const all = Array.from({ length: 500 }, (_, i) => withFileSlot(() => work(i)));
    const settled = await Promise.allSettled(all);
    expect(settled.filter(({ status }) => status === "fulfilled").length).toBe(333);
    expect(most).toBe(64);
  }
});
