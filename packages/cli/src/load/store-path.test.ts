import { join } from "node:path";
import { expect, test } from "vitest";
import { storePath } from "./store-path.ts";

test.each([
  ["Penguins", "penguins.db"],
  ["../etc/my run #2", "-etc-my-run-2.db"],
  ["実験 1", "実験-1.db"],
  ["x".repeat(300), `${"x".repeat(60)}.db`],
])("beside the file of %j lies %j", (name, expected) => {
  expect(storePath("/runs/experiment.ts", name, undefined)).toBe(join("/runs/.runners", expected));
});

test("where one is given, it is that one", () => {
  expect(storePath("/runs/experiment.ts", "a", "/b/c.db")).toBe("/b/c.db");
});
