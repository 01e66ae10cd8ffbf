import { RunnerError } from "@runners/core";
import { expect, test } from "vitest";
import { seededRandom } from "./seeded-random.ts";

test("every source of a seed gives the same numbers, and other seeds give others", () => {
  const newRandom = seededRandom("test", 7);
  const [first, second] = [newRandom(), newRandom()];
  const numbers = Array.from({ length: 100 }, () => first());
  expect(Array.from({ length: 100 }, () => second())).toEqual(numbers);
  expect(new Set(numbers).size).toBe(100);
  expect(seededRandom("test", -7)()()).not.toBe(numbers[0]);
});

test("the numbers of a seed stay what they are: a rerun may have a later version", () => {
  const random = seededRandom("test", 1)();
  expect([random(), random.int32()]).toEqual([0.2694488477791326, 1865771511]);
});

test.each([
  [undefined, "undefined"],
  [null, "null"],
  ["1", '"1"'],
  [1.5, "1.5"],
  [Number.NaN, "NaN"],
  [2 ** 53, "9007199254740992"],
])("refuses %o at once", (seed, shown) => {
  expect(() => seededRandom("uniform", seed)).toThrow(
    new RunnerError(
      "INVALID_ARGUMENT",
      `uniform: seed is ${shown}; give a whole number, e.g. { seed: 1 }.`,
    ),
  );
});
