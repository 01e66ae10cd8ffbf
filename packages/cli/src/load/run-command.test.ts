import { join } from "node:path";
import { FakeBackend, FakeRunner } from "@runners/core/testing";
import { expect, test } from "vitest";
import type { Place } from "./locate.ts";
import { runCommand } from "./run-command.ts";

/** An experiment of a file, as it was named, and the store it is recorded in. */
function placeOf(file: string, store: string): Place {
  const runner = new FakeRunner(new FakeBackend());
  const definition = { name: "t", parameters: [], candidates: [], runner };
  return {
    store,
    source: { file: join(process.cwd(), file), definition },
    [Symbol.asyncDispose]: async () => {},
  };
}

const usual = join(process.cwd(), ".runners/t.db");

test.each([
  ["a file of this folder is named as it was", placeOf("a.ts", usual), "runners run a.ts"],
  [
    "one of another folder is named by its whole path",
    placeOf("../runs/a.ts", join(process.cwd(), "../runs/.runners/t.db")),
    `runners run ${join(process.cwd(), "../runs/a.ts")}`,
  ],
  [
    "a store of its own is named too",
    placeOf("a.ts", "/else where/t.db"),
    "runners run a.ts --store '/else where/t.db'",
  ],
  [
    "nothing in a name is run by a shell",
    placeOf("x$(id)`id`.ts", usual),
    "runners run 'x$(id)`id`.ts'",
  ],
  ["a single quote neither", placeOf("it's.ts", usual), String.raw`runners run 'it'\''s.ts'`],
  [
    "a store alone needs its file",
    { ...placeOf("a.ts", "/runs/t.db"), source: undefined },
    "runners run <file> --store /runs/t.db",
  ],
])("%s", (_, place, command) => {
  expect(runCommand(place)).toBe(command);
});
