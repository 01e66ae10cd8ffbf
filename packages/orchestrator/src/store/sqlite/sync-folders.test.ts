import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "./__fixtures__/temporary-folder.ts";
import { createFile } from "./create-file.ts";
import { syncFolders } from "./sync-folders.ts";

test("a file is created however many folders are missing, and none", () => {
  const folder = temporaryFolder();
  for (const parts of [["a", "b", "c", "x.db"], ["a", "b", "y.db"], ["z.db"]]) {
    const path = join(folder, ...parts);
    createFile(path);
    createFile(path);
    expect(existsSync(path)).toBe(true);
  }
});

test("it ends at the first folder, and fails where there is none", () => {
  const folder = temporaryFolder();
  syncFolders(folder, folder);
  expect(() => syncFolders(folder, join(folder, "not", "there"))).toThrow("ENOENT");
});
