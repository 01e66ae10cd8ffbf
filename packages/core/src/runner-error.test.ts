import { describe, expect, test } from "vitest";
import { RunnerError } from "./runner-error.ts";

/** Another copy of the module, as another version of the package would bring it. */
async function anotherCopy(): Promise<typeof RunnerError> {
  const specifier = "./runner-error.ts?another-copy";
  const copy = (await import(specifier)) as { readonly RunnerError: typeof RunnerError };
  return copy.RunnerError;
}

test("has code, message, trial and cause", () => {
  const cause = new Error("ECONNREFUSED");
  const error = new RunnerError("BACKEND", "The queue is down.", { cause, trialIndex: 7 });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: "RunnerError",
    code: "BACKEND",
    message: "The queue is down.",
    trialIndex: 7,
    cause,
  });
  expect(String(error)).toBe("RunnerError: The queue is down.");
});

test("has no cause where none was given, and keeps one that is undefined", () => {
  expect("cause" in new RunnerError("BACKEND", "")).toBe(false);
  expect("cause" in new RunnerError("BACKEND", "", { cause: undefined })).toBe(true);
  expect(new RunnerError("BACKEND", "").trialIndex).toBe(undefined);
});

describe("is", () => {
  test("recognises an error of this copy, and its code", () => {
    const error = new RunnerError("TIMEOUT", "");
    expect(RunnerError.is(error)).toBe(true);
    expect(RunnerError.is(error, "TIMEOUT")).toBe(true);
    expect(RunnerError.is(error, "BACKEND")).toBe(false);
  });

  test("recognises an error of another copy, which instanceof does not", async () => {
    const Other = await anotherCopy();
    expect(Other).not.toBe(RunnerError);
    const error = new Other("NO_CAPACITY", "");
    expect(error).not.toBeInstanceOf(RunnerError);
    expect(RunnerError.is(error)).toBe(true);
    expect(RunnerError.is(error, "NO_CAPACITY")).toBe(true);
    expect(Other.is(new RunnerError("TIMEOUT", ""), "TIMEOUT")).toBe(true);
  });

  test("recognises a subclass", () => {
    class Mine extends RunnerError {}
    expect(RunnerError.is(new Mine("BACKEND", ""), "BACKEND")).toBe(true);
  });

  test.each([
    ["another error", new Error("BACKEND")],
    ["an error with a code", Object.assign(new Error("x"), { code: "BACKEND" })],
    ["what looks like one", { name: "RunnerError", code: "BACKEND", message: "" }],
    ["undefined", undefined],
    ["null", null],
    ["a string", "BACKEND"],
  ])("does not recognise %s", (_, value) => {
    expect(RunnerError.is(value)).toBe(false);
    expect(RunnerError.is(value, "BACKEND")).toBe(false);
  });
});
