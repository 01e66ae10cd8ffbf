import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { eventLog } from "./__fixtures__/event-log.ts";

test("equal seeds give equal event logs, to the last bit, on whatever this runs", async () => {
  const log = await eventLog(1);
  expect(await eventLog(1)).toBe(log);
  expect(await eventLog(2)).not.toBe(log);
  for (const word of ["COMPLETED", "FAILED", "ABANDONED"]) expect(log).toContain(`"${word}"`);
  expect(createHash("sha256").update(log).digest("hex")).toBe(
    "f83f4c4d9909583bd43f94c0bae53db037e4db83f637b40335ff0eee60383177",
  );
});
