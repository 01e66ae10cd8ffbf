import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTrackerResults } from "./parse-tracker-results.ts";

describe("parseTrackerResults", () => {
  test.each([
    ["{}", []],
    [
      '{"a": 0.93, "b": -1e3}',
      [
        { metric: "a", mean: 0.93 },
        { metric: "b", mean: -1000 },
      ],
    ],
    ['{"a/mean": 1, "a/sem": 0.5}', [{ metric: "a", mean: 1, sem: 0.5 }]],
    ['{"a/sem": 0, "a": 1}', [{ metric: "a", mean: 1, sem: 0 }]],
    ['{"a/mean": 1}', [{ metric: "a", mean: 1 }]],
    ['{"a/b/mean": 1, "a/b/sem": 2}', [{ metric: "a/b", mean: 1, sem: 2 }]],
    ['{"a": NaN, "b": Infinity, "c": -Infinity, "d": 1}', [{ metric: "d", mean: 1 }]],
    ['{"a": 1, "a/sem": NaN}', [{ metric: "a", mean: 1 }]],
    ['{"a": 1, "a/sem": Infinity}', [{ metric: "a", mean: 1 }]],
    ['{"a": 1, "a/sem": null}', [{ metric: "a", mean: 1 }]],
    ['{"a": NaN, "a/sem": 1}', []],
    ['{"note": "NaN, -Infinity \\" NaN", "a": 1}', [{ metric: "a", mean: 1 }]],
    [
      '{"NaN": 1, "-Infinity": 2}',
      [
        { metric: "NaN", mean: 1 },
        { metric: "-Infinity", mean: 2 },
      ],
    ],
    ['{"a": "1", "b": true, "c": null, "d": [1], "e": {"mean": 1}}', []],
    ['{"__proto__": 1}', [{ metric: "__proto__", mean: 1 }]],
    ['{"\\u00e9": 1}', [{ metric: "\u00e9", mean: 1 }]],
    [`{"a": 1${"0".repeat(400)}}`, []],
  ])("reads %.60s", (text, observations) => {
    expect(parseTrackerResults(text)).toEqual({ observations });
  });

  test.each([
    ["", "is empty"],
    [" \n", "is empty"],
    ['{"a": 1', "is not JSON"],
    ['{"a NaN', "is not JSON"],
    ['{"a": -NaN}', "is not JSON"],
    ['{"a": nan}', "is not JSON"],
    ["1.5", "holds 1.5, not an object of metrics"],
    ["NaN", "not an object of metrics"],
    ["[1]", "holds [1], not an object"],
    ['{"a/sem": 1}', 'has "a/sem" without a mean; give "a/mean" too'],
    ['{"a": 1, "a/mean": 2}', 'has both "a" and "a/mean"'],
    ['{"a": 1, "a/sem": -1}', 'has -1 for "a/sem"; give a number from 0'],
    ['{"a": 1, "a/sem": -Infinity}', 'has -Infinity for "a/sem"'],
    ['{"a": 1, "a/sem": "0.1"}', 'has "0.1" for "a/sem"'],
  ])("says what is wrong with %s", (text, problem) => {
    expect(parseTrackerResults(text)).toEqual({
      problem: expect.stringContaining(problem) as string,
    });
  });

  test("every file that Python's json writes of numbers and texts is read, its numbers exactly", () => {
    const value = fc.oneof(fc.double(), fc.string({ unit: "binary" }));
    const names = fc.string({ unit: "binary" }).filter((name) => !/\/(mean|sem)$/.test(name));
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(names, value), { selector: ([name]) => name }), (all) => {
        const members = all.map(([name, one]) => {
          const text = typeof one === "number" ? pythonNumber(one) : JSON.stringify(one);
          return `${JSON.stringify(name)}: ${text}`;
        });
        const expected = all
          .filter((entry): entry is [string, number] => Number.isFinite(entry[1]))
          .map(([metric, mean]) => [metric, mean]);
        const parsed = parseTrackerResults(`{\n  ${members.join(",\n  ")}\n}`);
        const read = "observations" in parsed ? parsed.observations : [];
        expect(new Map(read.map(({ metric, mean }) => [metric, mean]))).toEqual(
          new Map(expected as [string, number][]),
        );
      }),
    );
  });

  test("never throws, never gives a number that is not finite, and no part of a file is a file", () => {
    const whole = '{"a": 1.5, "b/mean": -Infinity, "note": "a \\" NaN", "b/sem": NaN}';
    for (let end = 0; end < whole.length; end += 1) {
      expect(parseTrackerResults(whole.slice(0, end))).toHaveProperty("problem");
    }
    const junk = fc.oneof(
      fc.json(),
      fc.string({ unit: fc.constantFrom('"', "\\", "NaN", "-Infinity", "{", "}", ":", ",", "1") }),
    );
    fc.assert(
      fc.property(junk, (text) => {
        const parsed = parseTrackerResults(text);
        if ("problem" in parsed) return;
        for (const { mean, sem = 0 } of parsed.observations) {
          expect([mean, sem].every(Number.isFinite)).toBe(true);
        }
      }),
      { numRuns: 10_000 },
    );
  });

  test("megabytes of quotes are no trouble", () => {
    expect(parseTrackerResults('\\"'.repeat(1_000_000))).toHaveProperty("problem");
    expect(parseTrackerResults(`{"${'\\"'.repeat(1_000_000)}`)).toHaveProperty("problem");
  });
});

/** As Python's `json` writes a float. */
function pythonNumber(value: number): string {
  return Object.is(value, -0) ? "-0.0" : String(value);
}
