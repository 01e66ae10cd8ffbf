import { RunnerError } from "@runners/core";
import { expect, test } from "vitest";
import { checkPlatform } from "./check-platform.ts";

test("Linux and macOS will do; Windows is told clearly that it will not", () => {
  for (const platform of ["linux", "darwin"] as const) checkPlatform(platform);
  expect(() => checkPlatform("win32")).toThrow(RunnerError);
  expect(() => checkPlatform("win32")).toThrow("Linux and macOS, not on win32");
});
