import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { findCommand } from "./find-command.ts";

test("finds a command in PATH, and a path relative to the working directory", () => {
  using place = temporaryDirectory();
  const tool = join(place.path, "tool");
  writeFileSync(tool, "");
  chmodSync(tool, 0o755);
  expect(findCommand("tool", "/", `/nowhere:${place.path}`)).toBe(tool);
  expect(findCommand("./tool", place.path, undefined)).toBe(tool);
  expect(findCommand(tool, "/", "")).toBe(tool);
});

test("says what is missing, and what to do", () => {
  using place = temporaryDirectory();
  mkdirSync(join(place.path, "directory"));
  writeFileSync(join(place.path, "data"), "");
  const code = { code: "INVALID_ARGUMENT" };
  expect(() => findCommand("tool", "/", "/nowhere")).toThrow(
    'command "tool" was not found in PATH (/nowhere); install it, add its directory to PATH, or give its path.',
  );
  expect(() => findCommand("tool", "/", undefined)).toThrow("which is not set");
  for (const command of ["./tool", "./data", "./directory"]) {
    expect(() => findCommand(command, place.path, "")).toThrow("is no executable file");
  }
  expect(() => findCommand("", "/", "")).toThrow(expect.objectContaining(code));
  expect(() => findCommand("a\0b", "/", "")).toThrow(expect.objectContaining(code));
});
