import { describe, expect, test } from "vitest";
import { brokenEvents } from "./__fixtures__/broken-events.ts";
import { BrokenHarness, type Breakages } from "./__fixtures__/broken-harness.ts";
import { brokenOwners } from "./__fixtures__/broken-owners.ts";
import { brokenRequests } from "./__fixtures__/broken-requests.ts";
import { checkStore } from "./check-store.ts";
import { storeCases, type StoreCaseId } from "./store-cases.ts";

const broken = { ...brokenEvents, ...brokenOwners, ...brokenRequests };
const ids = Object.keys(storeCases) as StoreCaseId[];

async function failures(breakages: Breakages): Promise<readonly StoreCaseId[]> {
  const failed: StoreCaseId[] = [];
  for (const id of ids) {
    await checkStore(() => new BrokenHarness(breakages), id).catch(() => failed.push(id));
  }
  return failed;
}

test("a store with nothing broken passes all cases", async () => {
  expect(await failures({})).toEqual([]);
});

describe("one case alone catches a store that breaks its rule", () => {
  test.each(ids.map((id) => [id, ...broken[id]] as const))("%s: %s", async (id, _, breakages) => {
    expect(await failures(breakages)).toEqual([id]);
  });
});
