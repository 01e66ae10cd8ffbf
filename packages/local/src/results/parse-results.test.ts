import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseResults } from "./parse-results.ts";

const parse = (text: string): unknown => parseResults(new TextEncoder().encode(text));

describe("parseResults", () => {
  test.each([
    ['{"a": 0.93}', [{ metric: "a", mean: 0.93 }]],
    [
      '\ufeff{"a": -1e3, "": 0}',
      [
        { metric: "a", mean: -1000 },
        { metric: "", mean: 0 },
      ],
    ],
    ['{"a": {"mean": 1, "sem": 0}}', [{ metric: "a", mean: 1, sem: 0 }]],
    ['{"a": {"mean": 1, "sem": null}}', [{ metric: "a", mean: 1 }]],
    [
      '{"a": [{"step": 1, "mean": 3}, {"step": 2.5, "mean": 2, "sem": 0.1}]}',
      [
        { metric: "a", step: 1, mean: 3 },
        { metric: "a", step: 2.5, mean: 2, sem: 0.1 },
      ],
    ],
    ['{"__proto__": 1}', [{ metric: "__proto__", mean: 1 }]],
  ])("reads %s", (text, observations) => {
    expect(parse(text)).toEqual({ observations });
  });

  test.each([
    ["", "is not JSON"],
    ['{"a": NaN}', "is not JSON"],
    ['{"a": Infinity}', "is not JSON"],
    ['{"a": 1', "is not JSON"],
    ["0.93", "holds 0.93, not an object of metrics"],
    ["[1]", "not an object of metrics"],
    ["null", "not an object of metrics"],
    ["{}", "has no metric"],
    ['{"a": []}', "has no metric"],
    ['{"a": "0.93"}', 'has for "a" "0.93"; give a number or {"mean", "sem"?}'],
    ['{"a": true}', 'has for "a" true'],
    ['{"a": null}', 'has for "a" null'],
    ['{"a": 1e999}', 'has for "a" Infinity; give a finite number'],
    ['{"a": {"mean": 1, "std": 2}}', '"std" is not known'],
    ['{"a": {"mean": 1, "step": 2}}', '"step" is not known'],
    ['{"a": {"sem": 1}}', '"mean" must be a finite number'],
    ['{"a": {"mean": 1, "sem": -1}}', '"sem" must be a finite number, 0 or more'],
    ['{"a": [1, 2]}', 'give {"step", "mean", "sem"?}'],
    ['{"a": [{"mean": 1}]}', '"step" must be a finite number'],
    [`{"a": "${"x".repeat(1_000)}"}`, "xxx…"],
  ])("says what is wrong with %.40s", (text, problem) => {
    expect(parse(text)).toEqual({ problem: expect.stringContaining(problem) as string });
  });

  test("bytes that are not UTF-8 are a problem", () => {
    expect(parseResults(Uint8Array.of(0x22, 0xff, 0x22))).toHaveProperty("problem");
  });

  test("never throws, and never gives a number that is not finite", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const parsed = parseResults(new TextEncoder().encode(text));
        if ("problem" in parsed) return;
        for (const { mean, sem = 0, step = 0 } of parsed.observations) {
          expect([mean, sem, step].every(Number.isFinite)).toBe(true);
        }
      }),
    );
  });
});
