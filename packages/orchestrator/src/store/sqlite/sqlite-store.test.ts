import { describe, test } from "vitest";
import { storeConformance } from "../../testing/store-conformance/store-conformance.ts";
import { SqliteStoreHarness } from "../__fixtures__/sqlite-store-harness.ts";

describe("the store in a file", () => {
  storeConformance({ test, create: () => new SqliteStoreHarness("local") });
});

describe("the store in a file on a network", () => {
  storeConformance({ test, create: () => new SqliteStoreHarness("network") });
});
