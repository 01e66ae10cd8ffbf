import { RunnerError } from "@runners/core";
import { expect, test } from "vitest";
import { storeError } from "./store-error.ts";

test.each([
  [
    Object.assign(new Error("ENOENT: no such file"), { code: "ENOENT" }),
    "The store a.db cannot be opened: a part of its path does not exist (ENOENT: no such file). Create it, or give another path.",
  ],
  [
    new Error("odd"),
    "The store a.db cannot be opened: something unexpected went wrong (odd). See its cause.",
  ],
])("%o is told in sentences, and kept as the cause", (cause, message) => {
  expect(storeError("a.db", "opened", cause)).toMatchObject({ code: "STORE", message, cause });
});

test("an error that is one already stays as it is", () => {
  const error = new RunnerError("NOT_OWNER", "Another has it.");
  expect(storeError("a.db", "written", error)).toBe(error);
});
