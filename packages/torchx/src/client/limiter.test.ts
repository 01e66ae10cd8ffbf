import { expect, test } from "vitest";
import { Limiter } from "./limiter.ts";

test("lets so many run at once, the first first, also after failures", async () => {
  const limiter = new Limiter(2);
  const ends: (() => void)[] = [];
  const started: number[] = [];
  const runs = [0, 1, 2, 3].map((index) =>
    limiter.run(async () => {
      started.push(index);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (index === 0) throw new Error("first");
      return index;
    }),
  );
  const results = Promise.allSettled(runs);
  expect(started).toStrictEqual([0, 1]);
  ends[0]?.();
  await runs[0]?.catch(() => undefined);
  await Promise.resolve();
  expect(started).toStrictEqual([0, 1, 2]);
  ends[1]?.();
  ends[2]?.();
  await runs[2];
  await Promise.resolve();
  ends[3]?.();
  const values = (await results).map((end) => (end.status === "fulfilled" ? end.value : "failed"));
  expect(values).toStrictEqual(["failed", 1, 2, 3]);
});
