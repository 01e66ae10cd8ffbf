import { expect, test } from "vitest";
import { parseProcessRows } from "./parse-process-rows.ts";

test("living processes, with the rest of their lines", () => {
  const text = `  501 Ss   Tue Nov 24 09:01:02 2026
 1502 Z+   Tue Nov 24 09:01:03 2026
    7 R    Mon Jan  5 00:00:00 2026   

header that is none
`;
  expect(parseProcessRows(text)).toEqual([
    { pid: 501, rest: "Tue Nov 24 09:01:02 2026" },
    { pid: 7, rest: "Mon Jan  5 00:00:00 2026" },
  ]);
});
