import { describe, expect, test } from "vitest";
import { storeConformance } from "../../testing/store-conformance/store-conformance.ts";
import { SqliteStoreHarness } from "../__fixtures__/sqlite-store-harness.ts";
import { SqliteStore, type SqliteStoreOptions } from "./sqlite-store.ts";

describe("the store in a file", () => {
  storeConformance({ test, create: () => new SqliteStoreHarness("local") });
});

describe("the store in a file on a network", () => {
  storeConformance({ test, create: () => new SqliteStoreHarness("network") });
});

test.each<[unknown, string]>([
  ["x.db", 'the options are "x.db"; give an object with some of path,'],
  [{ pth: "x" }, ' has no option "pth"; it has path,'],
  [{}, " has no path; give the path of a file."],
  [{ path: "" }, ': path is ""; give the path of a file.'],
  [
    { path: "x.db", fileSystemType: "nfs" },
    ': fileSystemType is "nfs"; give "local" or "network".',
  ],
  [{ path: "x.db", busyMs: "5" }, ': busyMs is "5"; give milliseconds.'],
])("%j is refused", async (options, message) => {
  for (const method of ["open", "openReader"] as const) {
    await expect(SqliteStore[method](options as SqliteStoreOptions)).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining(message) as string,
    });
  }
});
