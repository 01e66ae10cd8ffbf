import { VirtualClock } from "@runners/core";
import { expect, test } from "vitest";
import { LiveApps } from "./live-apps.ts";

test("what a slow look says of a trial that has ended takes no place", () => {
  const live = new LiveApps(1, new VirtualClock());
  live.started("key");
  live.seen("key", "FAILED");
  live.seen("key", "RUNNING");
  live.started("key");
  live.takenUp("key");
  expect([live.free, live.has("key"), live.endOf("key")]).toEqual([1, false, "FAILED"]);
});

test("a place is kept until the last call about it is over", () => {
  const live = new LiveApps(2, new VirtualClock());
  const [one, other] = [live.settling("key"), live.settling("key")];
  expect([live.free, live.has("key")]).toEqual([1, false]);
  one[Symbol.dispose]();
  live.started("key");
  expect(live.free).toBe(1);
  live.notStarted("key");
  expect(live.free).toBe(1);
  other[Symbol.dispose]();
  expect(live.free).toBe(2);
});
