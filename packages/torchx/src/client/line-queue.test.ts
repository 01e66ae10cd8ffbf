import { expect, test } from "vitest";
import { LineQueue } from "./line-queue.ts";

test("gives lines as they come, to the end", async () => {
  const lines = new LineQueue();
  lines.push(["a", "b"]);
  const read = lines[Symbol.asyncIterator]();
  expect((await read.next()).value).toBe("a");
  expect((await read.next()).value).toBe("b");
  const next = read.next();
  lines.push(["c"]);
  expect((await next).value).toBe("c");
  lines.push(["d"]);
  lines.end();
  expect((await read.next()).value).toBe("d");
  expect((await read.next()).done).toBe(true);
});

test("fails after the lines that came before", async () => {
  const lines = new LineQueue();
  const read = lines[Symbol.asyncIterator]();
  const next = read.next();
  lines.push(["a"]);
  lines.fail(new Error("gone"));
  expect((await next).value).toBe("a");
  await expect(read.next()).rejects.toThrow("gone");
});
