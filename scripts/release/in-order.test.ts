import { expect, test } from "vitest";
import { inOrder } from "./in-order.ts";

const one = (name: string, ...needs: readonly string[]) => ({
  name,
  needs,
  version: "1.0.0",
  folder: name,
});

test("puts each package after those that it needs, and keeps the order otherwise", () => {
  const packages = [one("cli", "loop", "core"), one("loop", "core"), one("b", "core"), one("core")];
  expect(inOrder(packages).map(({ name }) => name)).toStrictEqual(["core", "loop", "b", "cli"]);
});

test("refuses a circle, and names who is in it", () => {
  expect(() => inOrder([one("a", "b"), one("b", "a"), one("core")])).toThrow(
    "a, b need each other",
  );
});
