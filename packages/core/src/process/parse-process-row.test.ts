import { expect, test } from "vitest";
import { parseProcessRow } from "./parse-process-row.ts";

test.each([
  [
    "Ss   Tue Nov 24 10:01:02 2026    \n",
    { processStart: "Tue Nov 24 10:01:02 2026", ended: false },
  ],
  ["T    Sun Nov  1 00:00:00 2026\n", { processStart: "Sun Nov  1 00:00:00 2026", ended: false }],
  ["Z+   Tue Nov 24 10:01:02 2026\n", { processStart: "Tue Nov 24 10:01:02 2026", ended: true }],
  ["", undefined],
  ["\n", undefined],
  ["Ss\n", undefined],
])("%j", (text, stat) => {
  expect(parseProcessRow(text)).toEqual(stat);
});
