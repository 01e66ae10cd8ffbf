import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock, VirtualClock } from "@runners/core";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { EndedWatcher } from "./ended-watcher.ts";
import { waitForNews } from "./wait-for-news.ts";

const nothing = async (): Promise<ReadonlySet<string>> => new Set();
/** Time that stands still: only a mark wakes who waits. */
const still = new VirtualClock({ auto: false });

test("a mark wakes those who wait for it, and nobody else", async () => {
  using place = temporaryDirectory();
  mkdirSync(join(place.path, "ended"));
  const watcher = new EndedWatcher(join(place.path, "ended"));
  const a = waitForNews(new Set(["a"]), nothing, watcher, still, undefined);
  const b = waitForNews(new Set(["b", "c"]), nothing, watcher, still, undefined);
  expect(watcher.watching).toBe(true);
  writeFileSync(join(place.path, "ended", "other"), "");
  writeFileSync(join(place.path, "ended", "c"), "");
  expect(await b).toEqual(new Set(["c"]));
  writeFileSync(join(place.path, "ended", "a"), "");
  expect(await a).toEqual(new Set(["a"]));
  watcher.close();
  expect(watcher.watching).toBe(false);
});

test("what ends while somebody looks is not missed", async () => {
  using place = temporaryDirectory();
  const ended = join(place.path, "ended");
  mkdirSync(ended);
  const watcher = new EndedWatcher(ended);
  const look = async (): Promise<ReadonlySet<string>> => {
    writeFileSync(join(ended, "a"), "");
    return new Set();
  };
  expect(await waitForNews(new Set(["a"]), look, watcher, still, undefined)).toEqual(
    new Set(["a"]),
  );
  watcher.close();
});

test("where there is nothing to watch, somebody looks every tenth of a second", async () => {
  using place = temporaryDirectory();
  const watcher = new EndedWatcher(join(place.path, "ended"));
  const clock = new VirtualClock();
  const looksAtMs: number[] = [];
  const look = async (): Promise<ReadonlySet<string>> => {
    looksAtMs.push(clock.now());
    return new Set(looksAtMs.length > 3 ? ["a"] : []);
  };
  expect(await waitForNews(new Set(["a"]), look, watcher, clock, undefined)).toEqual(
    new Set(["a"]),
  );
  expect(looksAtMs).toEqual([0, 100, 200, 300]);
  expect(watcher.watching).toBe(false);
  expect(existsSync(join(place.path, "ended"))).toBe(false);
});

test("where it is watched, somebody looks every second all the same", async () => {
  using place = temporaryDirectory();
  mkdirSync(join(place.path, "ended"));
  const watcher = new EndedWatcher(join(place.path, "ended"));
  const clock = new VirtualClock();
  let looks = 0;
  const look = async (): Promise<ReadonlySet<string>> => new Set((looks += 1) > 2 ? ["a"] : []);
  await waitForNews(new Set(["a"]), look, watcher, clock, undefined);
  expect(clock.now()).toBe(2_000);
  watcher.close();
});

test("ends with the signal's reason, before and while it waits", async () => {
  using place = temporaryDirectory();
  const watcher = new EndedWatcher(join(place.path, "ended"));
  const reason = new Error("enough");
  const wait = (signal: AbortSignal): Promise<unknown> =>
    waitForNews(new Set(["a"]), nothing, watcher, systemClock, signal);
  await expect(wait(AbortSignal.abort(reason))).rejects.toBe(reason);
  const controller = new AbortController();
  const waiting = wait(controller.signal);
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  watcher.close();
});
