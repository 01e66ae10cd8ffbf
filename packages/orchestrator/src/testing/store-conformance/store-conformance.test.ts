import { expect, test } from "vitest";
import { MemoryStoreHarness } from "../../store/__fixtures__/memory-store-harness.ts";
import { storeCases } from "./store-cases.ts";
import { storeConformance } from "./store-conformance.ts";
import type { StoreSuite } from "./store-suite.ts";

const create = (): MemoryStoreHarness => new MemoryStoreHarness();

/** The tests that the suite registers, by name. */
function registered(waive: StoreSuite["waive"] = {}): ReadonlyMap<string, () => Promise<void>> {
  const tests = new Map<string, () => Promise<void>>();
  storeConformance({ create, waive, test: (name, check) => tests.set(name, check) });
  return tests;
}

test("each case is a test, whose name begins with its id", () => {
  const names = [...registered().keys()];
  expect(names.map((name) => name.split(": ")[0])).toEqual(Object.keys(storeCases));
});

test("what is waived is no test", () => {
  const waive = { "needs/openReader": "there is none", "close/twice": "for the test" };
  const names = [...registered(waive).keys()].join("\n");
  expect(names).not.toMatch(/^(read\/reader|close\/twice)/m);
  expect(names).toMatch(/^read\/beside/m);
});

test("a case whose hook the harness lacks fails, and says what to do", async () => {
  const [, check] = [...registered()].find(([name]) => name.startsWith("read/reader:")) ?? [];
  await expect(check?.()).rejects.toThrow(
    'read/reader is not checked: the harness has no openReader. Supply it, or waive "needs/openReader" with the reason.',
  );
});

test.each([
  [{ "close/twice": " " }, 'The waiver "close/twice" has no reason'],
  [{ "close/thrice": "why not" }, 'The waiver "close/thrice" waives nothing'],
  [{ "needs/nothing": "why not" }, 'The waiver "needs/nothing" waives nothing'],
])("the waivers %o are refused", (waive, message) => {
  expect(() => registered(waive as StoreSuite["waive"])).toThrow(message);
});
