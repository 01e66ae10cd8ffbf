import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { readResults } from "./read-results.ts";

test("no file, a good one, a directory, and one that is too large", async () => {
  using place = temporaryDirectory();
  const path = join(place.path, "results.json");
  expect(await readResults(path)).toBeUndefined();
  writeFileSync(path, '{"a": 1}');
  expect(await readResults(path)).toEqual({ observations: [{ metric: "a", mean: 1 }] });
  truncateSync(path, 2 ** 34);
  expect(await readResults(path)).toHaveProperty("problem", expect.stringContaining("17179869184"));
  const directory = join(place.path, "directory");
  mkdirSync(directory);
  expect(await readResults(directory)).toHaveProperty("problem");
});
