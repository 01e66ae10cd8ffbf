import { expect, test } from "vitest";
import { failedTests, testTotals } from "./test-totals.ts";

test("adds up the runs, colours and all", () => {
  const logs = [
    "\u001B[2m Test Files \u001B[22m \u001B[32m3 passed\u001B[39m (3)\n\u001B[2m      Tests \u001B[22m \u001B[1m\u001B[32m59 passed\u001B[39m\u001B[22m\u001B[90m (59)\u001B[39m\n",
    " Test Files  1 failed (1)\n      Tests  2 failed | 5 passed | 1 skipped | 1 todo (9)\n",
    "      Tests  no tests\n Tests of something else: 7 passed\n",
  ];
  expect(testTotals(logs)).toStrictEqual({ passed: 64, failed: 2, skipped: 2 });
});

test("nothing is nothing", () => {
  expect(testTotals([])).toStrictEqual({ passed: 0, failed: 0, skipped: 0 });
});

test("names each test that failed, once", () => {
  const logs = [
    "\u001B[31m FAIL \u001B[39m \u001B[30m local \u001B[39m src/a.test.ts > it fails\nAssertionError: FAIL\n",
    " FAIL  src/b.test.ts > b\n FAIL  src/b.test.ts > b\n ✓ src/c.test.ts\n",
  ];
  expect(failedTests(logs)).toStrictEqual(["local  src/a.test.ts > it fails", "src/b.test.ts > b"]);
});
