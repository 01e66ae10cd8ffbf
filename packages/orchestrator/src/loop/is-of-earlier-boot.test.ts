import { expect, test } from "vitest";
import { isOfEarlierBoot } from "./is-of-earlier-boot.ts";

const now = { host: "here", bootId: "b", pidNamespace: "", pid: 7, processStart: "1" };

test("a process of another boot of this machine", () => {
  expect(isOfEarlierBoot({ ...now, bootId: "a" }, now)).toBe(true);
  expect(isOfEarlierBoot({ ...now, pid: 8 }, now)).toBe(false);
  expect(isOfEarlierBoot({ ...now, host: "there", bootId: "a" }, now)).toBe(false);
});

test("not where it is unknown, or the system tells no boots apart", () => {
  expect(isOfEarlierBoot(undefined, now)).toBe(false);
  expect(isOfEarlierBoot(now, undefined)).toBe(false);
  expect(isOfEarlierBoot({ ...now, bootId: "" }, now)).toBe(false);
  expect(isOfEarlierBoot(now, { ...now, bootId: "" })).toBe(false);
});
