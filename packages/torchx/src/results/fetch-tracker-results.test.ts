import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RunnerError } from "@runners/core";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { fetchTrackerResults } from "./fetch-tracker-results.ts";

const noClient = {
  readText: (): Promise<never> => Promise.reject(new Error("it is not asked for local files")),
};
const whole = { final: true, observations: [{ metric: "loss", mean: 0.5, sem: 0.1 }] };
const text = '{\n  "loss/mean": 0.5,\n  "loss/sem": 0.1\n}';

test("a file says what was measured, while the trial runs and after it", async () => {
  using place = temporaryDirectory();
  const trial = { index: 3, trackerBase: place.path, ended: false, awaited: false };
  const fetch = (more: Partial<typeof trial> = {}): Promise<unknown> =>
    fetchTrackerResults({ ...trial, ...more }, noClient);
  expect(await fetch()).toEqual({ final: false, observations: [] });
  expect(await fetch({ ended: true })).toEqual({ final: true, observations: [] });
  expect(await fetch({ ended: true, awaited: true })).toEqual({ final: false, observations: [] });
  const path = join(place.path, "3");
  for (const partial of ["", text.slice(0, 20)]) {
    writeFileSync(path, partial);
    expect(await fetch()).toEqual({ final: false, observations: [] });
    await expect(fetch({ ended: true })).rejects.toMatchObject({
      code: "INVALID_RESULTS",
      trialIndex: 3,
      message: expect.stringMatching(
        partial === "" ? `${path} is empty` : `${path} is not JSON`,
      ) as string,
    });
  }
  writeFileSync(path, text);
  expect(await fetch()).toEqual({ ...whole, final: false });
  expect(await fetch({ ended: true, awaited: true })).toEqual(whole);
});

test("what is no file of results is not read", async () => {
  using place = temporaryDirectory();
  const trial = { index: 3, trackerBase: place.path, ended: true, awaited: false };
  mkdirSync(join(place.path, "3"));
  await expect(fetchTrackerResults(trial, noClient)).rejects.toThrow("3 is not a file.");
  const large = join(place.path, "4");
  writeFileSync(large, "");
  truncateSync(large, 2 ** 34);
  await expect(fetchTrackerResults({ ...trial, index: 4 }, noClient)).rejects.toThrow(
    "has 17179869184 bytes; at most 16777216 are read",
  );
  const trackerBase = join(large, "below a file");
  expect(await fetchTrackerResults({ ...trial, trackerBase }, noClient)).toEqual({
    final: true,
    observations: [],
  });
});

test("a URL is read through TorchX's Python", async () => {
  const trial = { index: 3, trackerBase: "s3://bucket/a/", ended: true, awaited: false };
  const urls: string[] = [];
  const client = (answer: Promise<string | undefined>): typeof noClient => ({
    readText: (url?: string) => {
      urls.push(url ?? "");
      return answer as Promise<never>;
    },
  });
  expect(await fetchTrackerResults(trial, client(Promise.resolve(text)))).toEqual(whole);
  expect(await fetchTrackerResults(trial, client(Promise.resolve(undefined)))).toEqual({
    final: true,
    observations: [],
  });
  await expect(fetchTrackerResults(trial, client(Promise.resolve("oops")))).rejects.toMatchObject({
    code: "INVALID_RESULTS",
    message: expect.stringContaining("s3://bucket/a/3 is not JSON") as string,
  });
  expect(urls).toEqual(["s3://bucket/a/3", "s3://bucket/a/3", "s3://bucket/a/3"]);
  const error = new RunnerError("TIMEOUT", "it took too long");
  await expect(fetchTrackerResults(trial, client(Promise.reject(error)))).rejects.toBe(error);
  const other = client(Promise.reject(new Error("no such bucket")));
  await expect(fetchTrackerResults(trial, other)).rejects.toMatchObject({
    code: "BACKEND",
    message: expect.stringContaining("no such bucket") as string,
  });
});

test("an aborted one rejects with the signal's reason", async () => {
  using place = temporaryDirectory();
  const trial = { index: 3, trackerBase: place.path, ended: true, awaited: false };
  const reason = new Error("enough");
  const signal = AbortSignal.abort(reason);
  await expect(fetchTrackerResults(trial, noClient, { signal })).rejects.toBe(reason);
});
