import { expect, test } from "vitest";
import type { SchedulerCfg } from "../client/submission.ts";
import { checkCfg } from "./check-cfg.ts";

const known = [
  { name: "queue", type: "str", required: true },
  { name: "retries", type: "int", required: false },
];

test("names what is unknown, of another type or missing, all at once", () => {
  const cfg = { retries: "3", que: "a" };
  expect(() => checkCfg(cfg, "kubernetes", known, true)).toThrow(
    /kubernetes.*retries is "3"; give a int.*que is not one of queue, retries.*queue is missing/,
  );
  checkCfg({ queue: "a", retries: 3 }, "kubernetes", known, true);
});

test("nothing is missing where others are added", () => {
  checkCfg({}, "kubernetes", known, false);
  expect(() => checkCfg({ retries: "3" }, "kubernetes", known, false)).toThrow(/retries/);
});

test.each([
  ["x", '"x"'],
  [undefined, "undefined"],
  [null, "null"],
  [["a"], '["a"]'],
  [Promise.resolve({}), "a Promise"],
])("%j is no cfg", (cfg, shown) => {
  expect(() => checkCfg(cfg as unknown as SchedulerCfg, "kubernetes", [], false)).toThrow(
    expect.objectContaining({
      code: "INVALID_ARGUMENT",
      message: `The function cfg gave ${shown}; let it give an object of run options.`,
    }),
  );
});
