import { describe, expect, test } from "vitest";
import { hostileValues } from "../__fixtures__/hostile-values.ts";
import { argumentOf } from "./argument-of.ts";

const { texts, textsNotForSlurm, refusedTexts, wholeNumbers, otherNumbers } = hostileValues;

describe("argumentOf", () => {
  test("int takes safe whole numbers only", () => {
    for (const value of wholeNumbers) {
      expect(argumentOf({ kind: "int" }, value)).toEqual({
        argument: { type: "int", value: String(value + 0) },
      });
    }
    for (const value of [...otherNumbers, "1", true, null, undefined, 1n, [1]]) {
      expect(argumentOf({ kind: "int" }, value)).toEqual({
        problem: expect.stringMatching(/^is .*; give a whole number/) as string,
      });
    }
  });

  test("float takes every number, whole ones as floats", () => {
    for (const value of [...wholeNumbers, ...otherNumbers]) {
      expect(argumentOf({ kind: "float" }, value)).toMatchObject({ argument: { type: "float" } });
    }
    expect(argumentOf({ kind: "float" }, 3)).toEqual({ argument: { type: "float", value: "3.0" } });
    for (const value of ["1.0", true, null, undefined]) {
      expect(argumentOf({ kind: "float" }, value)).toHaveProperty("problem");
    }
  });

  test("str takes text, unchanged, and none that no process can get", () => {
    for (const value of [...texts, ...textsNotForSlurm]) {
      expect(argumentOf({ kind: "str" }, value)).toEqual({ argument: { type: "str", value } });
    }
    for (const value of [...refusedTexts, 1, true, null, {}]) {
      expect(argumentOf({ kind: "str" }, value)).toHaveProperty("problem");
    }
  });

  test("bool takes true and false, and nothing that resembles them", () => {
    expect(argumentOf({ kind: "bool" }, false)).toEqual({
      argument: { type: "bool", value: false },
    });
    for (const value of ["true", "True", 1, 0, "", null]) {
      expect(argumentOf({ kind: "bool" }, value)).toEqual({
        problem: expect.stringContaining("give true or false") as string,
      });
    }
  });

  test("lists and dicts are checked element by element", () => {
    expect(argumentOf({ kind: "list", of: "int" }, [1, 2])).toEqual({
      argument: {
        type: "list",
        value: [
          { type: "int", value: "1" },
          { type: "int", value: "2" },
        ],
      },
    });
    expect(argumentOf({ kind: "dict", of: "str" }, { "a,b": "=" })).toEqual({
      argument: { type: "dict", value: { "a,b": { type: "str", value: "=" } } },
    });
    expect(argumentOf({ kind: "list", of: "int" }, [1, 2.5])).toEqual({
      problem: "[1] is 2.5; give a whole number from -(2^53 - 1) to 2^53 - 1",
    });
    expect(argumentOf({ kind: "dict", of: "bool" }, { a: 1 })).toEqual({
      problem: '["a"] is 1; give true or false',
    });
    expect(argumentOf({ kind: "dict", of: "str" }, { "\0": "a" })).toHaveProperty("problem");
    expect(argumentOf({ kind: "list", of: "str" }, "a,b")).toHaveProperty("problem");
    expect(argumentOf({ kind: "dict", of: "str" }, [])).toHaveProperty("problem");
  });

  test("what TorchX cannot pass is refused", () => {
    expect(argumentOf({ kind: "other", annotation: "list[Path]" }, [])).toEqual({
      problem: "is declared as list[Path], which no value from here is",
    });
  });
});
