import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { putBack } from "./put-back.ts";
import { setAside } from "./set-aside.ts";

const asksNothing = (): Promise<never> => Promise.reject(new Error("not asked for local files"));
const noClient = { moveText: asksNothing, readText: asksNothing };

test("what was set aside is there again, unless something newer is", async () => {
  using place = temporaryDirectory();
  const submission = { trialIndex: 3, trackerBase: place.path, submissionKey: "exp-3-1" };
  const file = join(place.path, "3");
  writeFileSync(file, "its own");
  await setAside(submission, noClient);
  await putBack(submission, noClient);
  expect(readdirSync(place.path)).toEqual(["3"]);
  expect(readFileSync(file, "utf8")).toBe("its own");
  await setAside(submission, noClient);
  writeFileSync(file, "newer");
  await putBack(submission, noClient);
  expect(readFileSync(file, "utf8")).toBe("newer");
});

test("a file that cannot be put back is named, with the app that is there", async () => {
  using place = temporaryDirectory();
  const submission = { trialIndex: 3, trackerBase: place.path, submissionKey: "exp-3-1" };
  await expect(putBack(submission, noClient)).rejects.toMatchObject({
    code: "SUBMISSION_UNKNOWN",
    trialIndex: 3,
    message: expect.stringContaining("3.before-exp-3-1") as string,
  });
});

test("a URL is moved through TorchX's Python, unless something newer is there", async () => {
  const submission = { trialIndex: 3, trackerBase: "s3://a/b", submissionKey: "k" };
  const files = new Map([["s3://a/b/3.before-k", "its own"]]);
  const client = {
    readText: (url: string) => Promise.resolve(files.get(url)),
    moveText: (from: string, to: string) => {
      files.set(to, files.get(from) ?? "");
      return Promise.resolve(files.delete(from));
    },
  };
  await putBack(submission, client);
  expect([...files]).toEqual([["s3://a/b/3", "its own"]]);
  files.set("s3://a/b/3.before-k", "older");
  await putBack(submission, client);
  expect(files.get("s3://a/b/3")).toBe("its own");
});
