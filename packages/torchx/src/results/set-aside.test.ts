import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { setAside } from "./set-aside.ts";

const noClient = {
  moveText: (): Promise<never> => Promise.reject(new Error("it is not asked for local files")),
};

test("an earlier file gets another name, once, and only that file", async () => {
  using place = temporaryDirectory();
  const submission = { trialIndex: 3, trackerBase: place.path, submissionKey: "exp-3-1" };
  expect(await setAside(submission, noClient)).toBe(false);
  expect(readdirSync(place.path)).toEqual([]);
  for (const name of ["3", "30", "4"]) writeFileSync(join(place.path, name), name);
  expect(await setAside(submission, noClient)).toBe(true);
  expect(await setAside(submission, noClient)).toBe(false);
  expect(readdirSync(place.path).toSorted()).toEqual(["3.before-exp-3-1", "30", "4"]);
  expect(readFileSync(join(place.path, "3.before-exp-3-1"), "utf8")).toBe("3");
  // What an earlier attempt wrote in between is not read either.
  writeFileSync(join(place.path, "3"), "late");
  await setAside(submission, noClient);
  expect(readdirSync(place.path)).not.toContain("3");
});

test("a link is renamed, not followed, and no folder is fine", async () => {
  using place = temporaryDirectory();
  const target = join(place.path, "target");
  writeFileSync(target, "kept");
  symlinkSync(target, join(place.path, "3"));
  const submission = { trialIndex: 3, trackerBase: place.path, submissionKey: "a" };
  await setAside(submission, noClient);
  expect(readdirSync(place.path).toSorted()).toEqual(["3.before-a", "target"]);
  expect(readFileSync(target, "utf8")).toBe("kept");
  await setAside({ ...submission, trackerBase: join(place.path, "none") }, noClient);
});

test("nonsense is refused before anything is touched", async () => {
  using place = temporaryDirectory();
  writeFileSync(join(place.path, "3"), "");
  const submission = { trialIndex: 3, trackerBase: place.path, submissionKey: "a" };
  for (const more of [{ submissionKey: "../a" }, { trialIndex: 3.5 }, { trialIndex: -1 }]) {
    await expect(setAside({ ...submission, ...more }, noClient)).rejects.toMatchObject({
      name: "RunnerError",
    });
  }
  expect(readdirSync(place.path)).toEqual(["3"]);
});

test("a file that cannot be renamed stops the submission", async () => {
  using place = temporaryDirectory();
  const submission = {
    trialIndex: 3,
    trackerBase: `${place.path}/${"x".repeat(300)}`,
    submissionKey: "a",
  };
  await expect(setAside(submission, noClient)).rejects.toMatchObject({
    code: "BACKEND",
    trialIndex: 3,
    message: expect.stringContaining("cannot be set aside") as string,
  });
});

test("a URL is moved through TorchX's Python", async () => {
  const moves: unknown[] = [];
  const client = {
    moveText: (...move: readonly unknown[]) => {
      moves.push(move.slice(0, 2));
      return Promise.resolve(true);
    },
  };
  await setAside({ trialIndex: 3, trackerBase: "s3://a/b", submissionKey: "k" }, client);
  expect(moves).toEqual([["s3://a/b/3", "s3://a/b/3.before-k"]]);
});
