import { expect, test } from "vitest";
import { slurmTimeLimit } from "./slurm-time-limit.ts";

const minuteMs = 60_000;

test.each([
  [undefined, undefined, undefined],
  [undefined, "1:30", "1:30"],
  [1, undefined, "1"],
  [minuteMs, undefined, "1"],
  [minuteMs + 1, undefined, "2"],
  [90 * minuteMs, undefined, "90"],
  [90 * minuteMs, "30", "30"],
  [90 * minuteMs, "90", "90"],
  [90 * minuteMs, "91", "90"],
  [90 * minuteMs, "89:59", "89:59"],
  [90 * minuteMs, "90:01", "90"],
  [90 * minuteMs, "1:30:00", "1:30:00"],
  [90 * minuteMs, "1:30:01", "90"],
  [90 * minuteMs, "0-1", "0-1"],
  [90 * minuteMs, "0-1:30", "0-1:30"],
  [90 * minuteMs, "0-1:31", "90"],
  [90 * minuteMs, "1-0:00:00", "90"],
  [90 * minuteMs, "UNLIMITED", "90"],
  [90 * minuteMs, "infinite", "90"],
  [90 * minuteMs, "-1", "90"],
  [90 * minuteMs, "0", "90"],
  [90 * minuteMs, "an hour", "an hour"],
  [90 * minuteMs, "1:2:3:4", "1:2:3:4"],
])("of %j ms and %j is %j", (timeLimitMs, ofUser, limit) => {
  expect(slurmTimeLimit(timeLimitMs, ofUser)).toBe(limit);
});
